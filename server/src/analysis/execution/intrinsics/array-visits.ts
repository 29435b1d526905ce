import { quantity } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import { gathering, listResult, type NativeCall } from '../calls/native-call.ts';
import { copyCount, countOf, overElements, setCount } from '../heap/array-count.ts';
import { truth } from '../language/operators.ts';
import { forEachIndex } from '../loops/sampling.ts';
import { SOME_BOOLEAN, SOME_NUMBER, type Value } from '../values/value.ts';
import { sampledResult } from './array-construction.ts';
import { visitedOf } from './array-elements.ts';
import type { Intrinsic } from './index.ts';

/** Runs the callback for each element, or for those that stand for all. */
const eachElement = (
  call: NativeCall,
  visit: (result: Value, element: Value, index: number) => boolean,
): void => {
  const { machine, values, site } = call;
  const array = visitedOf(call);
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
  const gathered = gathering(call, () => computed.values());
  call.machine.roots.keeping(gathered, () =>
    eachElement(call, (result, _element, index) => {
      computed.set(index, result);
      gathered.note();
      return true;
    }),
  );
  const source = visitedOf(call);
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
  const source = visitedOf(call);
  const share = (count: number): number => (visited === 0 ? 0 : count / visited);
  const likely = share(kept.length - undecided / 2);
  const count = countOf(call.machine, source);
  const least = count.low * share(kept.length - undecided);
  return setCount(
    listResult(call, kept, Math.round(source.length * likely)),
    quantity(least, Math.max(least, count.likely * likely), count.high * share(kept.length)),
  );
};

const reduce: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const array = visitedOf(call);
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

/** What a search answers. */
interface Answers {
  readonly found: (element: Value, index: number) => Value;
  readonly notFound: Value;
  /** The callback may answer what is looked for, of `element` or of one that it stands for. */
  readonly perhaps: (element: Value) => Value;
}

/**
 * Stops at the first element whose callback answers `wanted`. Where none of those looked at does, one of those may that were not: the
 * rest of a sampled list, or of one that is gone through by samples.
 */
const search =
  (wanted: boolean, { found, notFound, perhaps }: Answers): Intrinsic =>
  (call) => {
    const array = visitedOf(call);
    let answer: Value = notFound;
    let visited = 0;
    let latest: Value;
    let isFound = false;
    eachElement(call, (result, element, index) => {
      visited++;
      latest = element;
      const known = truth(result);
      isFound = known === wanted;
      if (isFound) answer = found(element, index);
      else if (known === null) answer = perhaps(element);
      return !isFound;
    });
    const isPartial = visited > 0 && (array.elements.sampled || visited < array.length);
    return !isFound && answer === notFound && isPartial ? perhaps(latest) : answer;
  };

const ELEMENT: Answers = { found: (element) => element, notFound: undefined, perhaps: (element) => element };
const INDEX: Answers = { found: (_element, index) => index, notFound: -1, perhaps: () => SOME_NUMBER };
const SOME: Answers = { found: () => true, notFound: false, perhaps: () => SOME_BOOLEAN };
const EVERY: Answers = { found: () => false, notFound: true, perhaps: () => SOME_BOOLEAN };

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
  ['Array.prototype.some', search(true, SOME)],
  ['Array.prototype.every', search(false, EVERY)],
  ['Array.prototype.find', search(true, ELEMENT)],
  ['Array.prototype.findLast', search(true, ELEMENT)],
  ['Array.prototype.findIndex', search(true, INDEX)],
];
