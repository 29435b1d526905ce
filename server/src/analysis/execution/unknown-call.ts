import type { Site } from '../program/code.ts';
import { newArray } from './arrays.ts';
import { callValue } from './calls.ts';
import { markEscaped } from './heap.ts';
import { INTRINSICS } from './intrinsics/index.ts';
import type { Machine } from './machine.ts';
import { callNative } from './native-call.ts';
import { NANOSECONDS } from './operation-costs.ts';
import { askedLength } from './synthesis.ts';
import { isCallable, UNKNOWN, Unknown, type Value } from './value.ts';

/** How often a function nobody knows calls a function it is given. */
const CALLBACK_TRIPS = { low: 0, likely: 1, high: 100 } as const;

/** Methods only arrays have: an unknown receiver they are called on is taken for one, of unknown length. */
const ARRAY_ONLY: ReadonlySet<string> = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'map',
  'filter',
  'reduce',
  'reduceRight',
  'flatMap',
  'some',
  'every',
  'findIndex',
  'sort',
]);

/** A call of something nobody knows: its callbacks run, its arguments markEscaped, its cost is a guess; a question goes with it. */
export const callUnknown = (
  machine: Machine,
  target: Value,
  receiver: Value,
  values: readonly Value[],
  site: Site,
): Value => {
  const name = target instanceof Unknown ? target.origin : '';
  const method = name.slice(name.lastIndexOf('.') + 1);
  if (
    receiver instanceof Unknown &&
    receiver.type === 'any' &&
    ARRAY_ONLY.has(method) &&
    INTRINSICS.has(`Array.prototype.${method}`)
  ) {
    const length = Math.round(askedLength(machine, receiver.origin || 'this array').likely);
    const array = machine.silently(() =>
      newArray(machine, site, length, new Unknown('any', null, `${receiver.origin}[…]`)),
    );
    array.layout = 'tagged';
    return callNative(machine, `Array.prototype.${method}`, array, values, site, false);
  }
  machine.effects++;
  machine.compute(NANOSECONDS.unknownCall);
  if (target instanceof Unknown && name !== '')
    machine.question(`What does \`${name}(…)\` do? It is not in the source.`);
  for (const value of values) {
    markEscaped(machine, value);
    if (isCallable(value))
      machine.weighted(CALLBACK_TRIPS, () =>
        callValue(machine, value, undefined, [UNKNOWN, UNKNOWN, UNKNOWN], site),
      );
  }
  return new Unknown('any', null, name === '' ? '' : `${name}(…)`);
};
