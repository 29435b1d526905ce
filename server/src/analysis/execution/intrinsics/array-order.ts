import { quantity } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import { binary, textOf, truth } from '../language/operators.ts';
import { forEachIndex } from '../loops/sampling.ts';
import { type ArrayThing, isCallable, type Value } from '../values/value.ts';
import { receiverOf, sweep } from './array-elements.ts';
import type { Intrinsic } from './index.ts';

/** Comparisons of one sort that are run. */
const MOST_COMPARISONS = 2000;

const sort: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const array = receiverOf(call);
  const [compare] = values;
  const { length } = array;
  if (isCallable(compare) && length > 1) {
    // A few comparisons stand for n·log2 n of them.
    const comparisons = Math.max(1, length * Math.log2(length) - length / 2);
    const run = Math.min(comparisons, MOST_COMPARISONS);
    machine.compute(comparisons * NANOSECONDS.sortStep);
    machine.weighted(quantity(comparisons / run), () =>
      forEachIndex(machine, run, (index) => {
        callValue(
          machine,
          compare,
          undefined,
          [array.elements.get(index % length), array.elements.get((index * 7 + 1) % length)],
          site,
        );
        return true;
      }),
    );
  }
  if (!array.elements.sampled && length <= 20_000) sortKept(call, array, compare);
  sweep(call, array, length);
  return array;
};

const sortKept = (call: NativeCall, array: ArrayThing, compare: Value): void => {
  const { machine, site } = call;
  const kept = array.elements.kept(array.length);
  const numbers = kept.every((value) => typeof value === 'number' || typeof value === 'string');
  const descending =
    isCallable(compare) &&
    numbers &&
    machine.silently(() =>
      truth(binary(machine, '>', callValue(machine, compare, undefined, [1, 2], site), 0)),
    ) === true;
  kept.sort((a, b) => {
    if (!isCallable(compare)) return String(textOf(a)) < String(textOf(b)) ? -1 : 1;
    if (numbers) return (Number(a) - Number(b)) * (descending ? -1 : 1);
    if (machine.exhausted) return 0;
    const order = machine.silently(() => callValue(machine, compare, undefined, [a, b], site));
    return typeof order === 'number' ? order : 0;
  });
  kept.forEach((value, index) => {
    array.elements.set(index, value);
  });
};

const reverse: Intrinsic = (call) => {
  const array = receiverOf(call);
  const kept = array.elements.kept(array.length).reverse();
  kept.forEach((value, index) => {
    array.elements.set(index, value);
  });
  sweep(call, array, array.length);
  return array;
};

export const ARRAY_ORDER: readonly (readonly [string, Intrinsic])[] = [
  ['Array.prototype.sort', sort],
  ['Array.prototype.reverse', reverse],
];
