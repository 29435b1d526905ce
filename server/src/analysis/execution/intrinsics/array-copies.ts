import { mapEstimate } from '@migration-tags/simulator';
import { quantity } from '../../effects/quantity.ts';
import { listResult, MOST_COPIED, type NativeCall } from '../calls/native-call.ts';
import { copyCount, countOf, setCount } from '../heap/array-count.ts';
import { arrayOf, iteratorOver } from '../heap/arrays.ts';
import { textOf } from '../language/operators.ts';
import {
  ArrayThing,
  SOME_BOOLEAN,
  SOME_NUMBER,
  stringOfLength,
  Unknown,
  type Value,
} from '../values/value.ts';
import { fromEnd, numberAt, receiverOf } from './array-elements.ts';
import { map } from './array-visits.ts';
import type { Intrinsic } from './index.ts';

const slice: Intrinsic = (call) => {
  const array = receiverOf(call);
  const startIn = (length: number): number => fromEnd(numberAt(call, 0, 0), length);
  const lengthOf = (length: number): number =>
    Math.max(0, fromEnd(numberAt(call, 1, length), length) - startIn(length));
  const start = startIn(array.length);
  const length = lengthOf(array.length);
  const kept = array.elements.kept(start + Math.min(length, MOST_COPIED), start).slice(0, length);
  const copy = listResult(call, kept, length);
  copy.elements.fallback = array.elements.fallback;
  copy.layout = array.layout;
  return setCount(copy, mapEstimate(countOf(call.machine, array), lengthOf));
};

/** Of a list of which only some elements were written, so many stand for the others in a copy as well. Reconstruction. */
const MOST_STANDING_IN = 1000;

/** As many elements as a copy keeps. */
const firstOf = ({ elements, length }: ArrayThing): Value[] =>
  elements.kept(Math.min(length, elements.sampled ? MOST_STANDING_IN : MOST_COPIED));

const concat: Intrinsic = (call) => {
  const array = receiverOf(call);
  const parts = call.values.map((value) => (value instanceof ArrayThing ? value : null));
  const length = parts.reduce((sum, part) => sum + (part?.length ?? 1), array.length);
  const kept = firstOf(array);
  parts.forEach((part, index) => {
    if (kept.length < MOST_COPIED)
      for (const value of part ? firstOf(part) : [call.values[index]]) kept.push(value);
  });
  return listResult(call, kept, length);
};

const join: Intrinsic = (call) => {
  const array = receiverOf(call);
  const separator = call.values[0] === undefined ? ',' : (textOf(call.values[0]) ?? ',');
  const kept = array.elements.kept(array.length);
  const parts = kept.map((value) => (value === null || value === undefined ? '' : textOf(value)));
  if (
    !array.elements.sampled &&
    array.length <= 20_000 &&
    !parts.includes(null) &&
    kept.length === array.length
  )
    return parts.join(separator);
  const known = parts.filter((part) => part !== null);
  const mean = known.length > 0 ? known.reduce((sum, part) => sum + part.length, 0) / known.length : 10;
  return stringOfLength(quantity(array.length * (mean + separator.length)));
};

const flat: Intrinsic = (call) => {
  const array = receiverOf(call);
  const kept = firstOf(array);
  const values = kept.flatMap((value) =>
    value instanceof ArrayThing ? value.elements.kept(value.length) : [value],
  );
  const scale = kept.length > 0 ? array.length / kept.length : 1;
  const length =
    kept.reduce<number>((sum, value) => sum + (value instanceof ArrayThing ? value.length : 1), 0) * scale;
  return listResult(call, values, Math.round(length));
};

/** An iterator that makes something of each index. */
const overIndices =
  (make: (call: NativeCall, array: ArrayThing, index: number) => Value): Intrinsic =>
  (call) => {
    const { machine, site } = call;
    const array = receiverOf(call);
    const all = (): Value[] => firstOf(array).map((_, index) => make(call, array, index));
    return iteratorOver(machine, site, {
      count: countOf(machine, array),
      first: () => make(call, array, 0),
      list: () => copyCount(machine, array, arrayOf(machine, site, all(), array.length)),
    });
  };

const entries = overIndices(({ machine, site }, { elements }, index) =>
  arrayOf(machine, site, [index, elements.get(index)]),
);

/** Iterators over arrays hand over what the array holds. */
const values: Intrinsic = (call) => {
  const array = receiverOf(call);
  return iteratorOver(call.machine, call.site, {
    count: countOf(call.machine, array),
    first: () => array.elements.get(0),
    list: () => array,
  });
};

const indexOfValue: Intrinsic = (call) => {
  const array = receiverOf(call);
  const [wanted] = call.values;
  if (wanted instanceof Unknown) return SOME_NUMBER;
  const index = array.elements.indexOf(wanted, array.length);
  return index >= 0 || !array.elements.sampled ? index : SOME_NUMBER;
};

export const ARRAY_COPIES: readonly (readonly [string, Intrinsic])[] = [
  ['Array.prototype.slice', slice],
  ['Array.prototype.concat', concat],
  ['Array.prototype.join', join],
  ['Array.prototype.toString', join],
  ['Array.prototype.flat', flat],
  ['Array.prototype.flatMap', (call) => flat({ ...call, receiver: map(call) })],
  ['Array.prototype.entries', entries],
  ['Array.prototype.values', values],
  ['Array.prototype.keys', overIndices((_call, _array, index) => index)],
  ['Array.prototype.@@iterator', values],
  ['Array.prototype.indexOf', indexOfValue],
  ['Array.prototype.lastIndexOf', indexOfValue],
  [
    'Array.prototype.includes',
    (call) => {
      const index = indexOfValue(call);
      return typeof index === 'number' ? index >= 0 : SOME_BOOLEAN;
    },
  ],
  [
    'Array.prototype.at',
    (call) => {
      const array = receiverOf(call);
      const at = numberAt(call, 0, 0);
      return array.length === 0 ? undefined : array.elements.get(at < 0 ? array.length + at : at);
    },
  ],
];
