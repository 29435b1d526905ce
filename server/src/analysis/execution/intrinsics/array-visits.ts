import { quantity } from '../../effects/quantity.ts';
import { copyCount, overElements, setCount } from '../array-count.ts';
import { callValue } from '../calls.ts';
import { listResult, type NativeCall } from '../native-call.ts';
import { truth } from '../operators.ts';
import { forEachIndex } from '../sampling.ts';
import { SOME_BOOLEAN, SOME_NUMBER, type Value } from '../value.ts';
import { sampledResult } from './array-construction.ts';
import { receiverOf } from './array-elements.ts';
import type { Intrinsic } from './index.ts';

/** Runs the callback for each element, or for those that stand for all. */
const eachElement = (
  call: NativeCall,
  visit: (result: Value, element: Value, index: number) => boolean,
): void => {
  const { machine, values, site } = call;
  const array = receiverOf(call);
  const [callback, thisValue] = values;
  overElements(machine, array, () =>
    forEachIndex(machine, array.length, (index) => {
      const element = array.elements.get(index);
      return visit(callValue(machine, callback, thisValue, [element, index, array], site), element, index);
    }),
  );
};

export const map: Intrinsic = (call) => {
  const computed = new Map<number, Value>();
  eachElement(call, (result, _element, index) => {
    computed.set(index, result);
    return true;
  });
  const source = receiverOf(call);
  return copyCount(call.machine, source, sampledResult(call, computed, source.length));
};

const filter: Intrinsic = (call) => {
  const kept: Value[] = [];
  let visited = 0;
  let undecided = 0;
  eachElement(call, (result, element) => {
    visited++;
    const keeps = truth(result);
    if (keeps !== false) kept.push(element);
    if (keeps === null) undecided++;
    return true;
  });
  const source = receiverOf(call);
  const each = visited === 0 ? 0 : source.length / visited;
  const copy = listResult(call, kept, Math.round(each * (kept.length - undecided / 2)));
  if (undecided > 0 && source.unsure === null)
    setCount(copy, quantity(each * (kept.length - undecided), copy.length, each * kept.length));
  return copyCount(call.machine, source, copy);
};

const reduce: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const array = receiverOf(call);
  const first = values.length > 1 ? 0 : 1;
  let result: Value = values.length > 1 ? values[1] : array.elements.get(0);
  overElements(machine, array, () =>
    forEachIndex(machine, Math.max(0, array.length - first), (index) => {
      const element = array.elements.get(index + first);
      result = callValue(machine, values[0], undefined, [result, element, index + first, array], site);
      return true;
    }),
  );
  return result;
};

/** Stops at the first element whose callback answers `wanted`. */
const search =
  (wanted: boolean, answer: (element: Value, index: number) => Value, otherwise: Value): Intrinsic =>
  (call) => {
    let found: Value = otherwise;
    eachElement(call, (result, element, index) => {
      const known = truth(result);
      if (known === null) {
        found =
          answer(element, index) === index
            ? SOME_NUMBER
            : typeof otherwise === 'boolean'
              ? SOME_BOOLEAN
              : element;
        return true;
      }
      if (known !== wanted) return true;
      found = answer(element, index);
      return false;
    });
    return found;
  };

export const ARRAY_VISITS: readonly (readonly [string, Intrinsic])[] = [
  ['Array.prototype.map', map],
  [
    'Array.prototype.forEach',
    (call) => {
      eachElement(call, () => true);
      return undefined;
    },
  ],
  ['Array.prototype.filter', filter],
  ['Array.prototype.reduce', reduce],
  ['Array.prototype.reduceRight', reduce],
  ['Array.prototype.some', search(true, () => true, false)],
  ['Array.prototype.every', search(false, () => false, true)],
  ['Array.prototype.find', search(true, (element) => element, undefined)],
  ['Array.prototype.findLast', search(true, (element) => element, undefined)],
  ['Array.prototype.findIndex', search(true, (_element, index) => index, -1)],
];
