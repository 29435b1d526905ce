import { quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import type { Machine } from '../run/machine.ts';
import type { Elements } from '../values/elements.ts';
import { type HandedOver, IteratorThing } from '../values/iterator-thing.ts';
import { type FieldLayout, joinLayouts } from '../values/shape.ts';
import { ArrayThing, type Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { noteAdded } from './array-count.ts';
import { mayBeFilled, noteTaken } from './empty-collections.ts';
import { additionsStoodFor, growthFactor, takeOff } from './growth.ts';
import { allocate, birth, isDouble, keepReachable, markEscaped, recordWrite } from './heap.ts';
import { type Growing, MOST_IN_A_ROW, notePut, stretchAround } from './stretch.ts';

/** An array of `length` slots that hold `fallback`, allocated now. */
export const newArray = (
  machine: Machine,
  site: Site,
  length: number,
  fallback: Value = undefined,
): ArrayThing => {
  const base = birth(machine, site);
  const array = new ArrayThing(
    base.shape,
    machine.realm?.prototypeOf('Array') ?? null,
    base.born,
    base.multiplicity,
  );
  array.bornUnder = machine.weight;
  array.length = Math.max(0, Math.floor(length));
  array.capacity = array.length;
  array.elements.fallback = fallback;
  allocate(
    machine,
    BYTES.arrayHeader + (array.capacity > 0 ? BYTES.elementsHeader + BYTES.element * array.capacity : 0),
  );
  return array;
};

/** An array with these elements, its memory already accounted for elsewhere or now. */
export const arrayOf = (
  machine: Machine,
  site: Site,
  values: readonly Value[],
  length = values.length,
): ArrayThing => {
  const array = newArray(machine, site, length);
  array.elements.adopt(values);
  for (const value of values) noteElement(machine, array, value);
  array.elements.sampled = values.length < length;
  return array;
};

/** An iterator; it costs what the table of known effects says. What it hands over is made where nobody accounts for it. */
export const iteratorOver = (machine: Machine, site: Site, handsOver: HandedOver): IteratorThing =>
  new IteratorThing(birth(machine, site), machine.realm?.prototypeOf('Iterator') ?? null, {
    count: handsOver.count,
    first: () => machine.silently(handsOver.first),
    list: () => machine.silently(handsOver.list),
  });

/** Keeps the array's layout and boxes a double that a tagged slot cannot hold. */
export const noteElement = (machine: Machine, array: ArrayThing, value: Value): void => {
  if (!isUnseen(machine, value)) array.layout = joinLayouts(array.layout, elementLayout(value));
  if (array.layout === 'tagged' && isDouble(value)) allocate(machine, BYTES.box);
  markEscaped(machine, value);
};

/** Says nothing against the layout that the others have: it may be anything, or was to be read where only some elements were written. */
const isUnseen = (machine: Machine, value: Value): boolean =>
  value === undefined ? machine.sampled : value instanceof Unknown && value.type === 'any';

const elementLayout = (value: Value): FieldLayout => {
  if (typeof value === 'number') return isDouble(value) ? 'double' : 'smi';
  return value instanceof Unknown && value.type === 'number' ? 'smi' : 'tagged';
};

/** `a[index] = value`, growing the array where JavaScript does. */
export const setElement = (machine: Machine, array: ArrayThing, index: number, value: Value): void => {
  if (array.pending) markEscaped(machine, array);
  if (index >= array.length) {
    if (index > 2 ** 32) return;
    // An iteration that stands for many stands in the middle of them: the last one reaches half as far again.
    const factor = growthFactor(machine, array);
    const before = array.length;
    array.length = factor > 1 ? Math.ceil(index + factor / 2) : index + 1;
    notePut(machine, array, 'length', before, array.length, ELEMENTS);
  }
  if (index >= array.capacity) grow(machine, array, index + 1);
  putElement(machine, array, array.elements, index, value);
  const record = recordWrite(machine, array, BYTES.element * index, BYTES.element);
  noteElement(machine, array, value);
  keepReachable(machine, array, record, value);
};

/** As many as the present execution of the write stands for. */
export const putElement = (
  machine: Machine,
  owner: Thing,
  elements: Elements,
  index: number,
  value: Value,
): void => {
  const factor = growthFactor(machine, owner);
  const standIn = machine.standIns.at(-1);
  if (factor > 1 && standIn?.fills) elements.fillAround(index, standIn.count, value);
  else {
    // What lies further away than iterations in a row get is no list that they fill and empty.
    elements.sampled ||= factor > 1 || (index >= MOST_IN_A_ROW && stretchAround(machine, owner) !== null);
    elements.set(index, value);
  }
};

/** Of the parts that iterations standing for others add up to whole elements from. */
const ROUNDING = 1e-9;

export const push = (machine: Machine, array: ArrayThing, value: Value): void => {
  machine.compute(NANOSECONDS.push);
  const index = array.length;
  const count = growthFactor(machine, array) + array.fraction;
  setElement(machine, array, index, value);
  const whole = Math.floor(count + ROUNDING);
  array.length = index + whole;
  array.fraction = count - whole;
  if (stretchAround(machine, array) === null) noteAdded(machine, array, array.length - index);
  array.elements.sampled ||= count >= 2;
  if (array.length > array.capacity) grow(machine, array, array.length);
};

const ELEMENTS: Growing<ArrayThing> = {
  sizeOf: ({ length }) => length,
  goOn: (machine, array, _, by) => {
    const factor = growthFactor(machine, array);
    if (factor <= 1 || by < 0) return;
    array.length = Math.round(array.length + by * (factor - 1));
    machine.weighted(quantity(by), () => noteAdded(machine, array, by * factor));
    array.elements.sampled = true;
    if (array.length > array.capacity) grow(machine, array, array.length);
  },
};

/** The last element, gone; `undefined` of an empty array. */
export const pop = (machine: Machine, array: ArrayThing): Value => {
  if (array.length === 0) return mayBeFilled(machine, array) ? UNKNOWN : undefined;
  machine.effects++;
  const value = array.elements.get(array.length - 1);
  shorten(machine, array);
  return value;
};

/** One element less. */
export const shorten = (machine: Machine, array: ArrayThing): void =>
  takeOff(machine, array, (count) => {
    array.length = Math.max(array.toCome > 0 ? 1 : 0, Math.round(array.length - count));
    array.elements.truncate(array.length);
    noteTaken(machine, array);
  });

/**
 * The elements move to a larger block: V8 `JSObject::NewElementsCapacity`, half as much again and 16. One that a weighted
 * push skips several growths of is charged for each of them, for each of the arrays it stands for.
 */
const grow = (machine: Machine, array: ArrayThing, needed: number): void => {
  const outer = machine.weight;
  const share = 1 / additionsStoodFor(machine, array);
  const before = array.capacity;
  machine.weight = { low: outer.low * share, likely: outer.likely * share, high: outer.high * share };
  while (array.capacity < needed) {
    const block = BYTES.elementsHeader + BYTES.element * array.capacity;
    array.capacity = Math.floor(array.capacity * 1.5) + 16;
    allocate(machine, BYTES.elementsHeader + BYTES.element * array.capacity, block);
  }
  machine.weight = outer;
  noteGrowth(machine, array, BYTES.element * (array.capacity - before) * share);
};

/** A container that is older than the code running grew: unless it is dropped, that stays. */
export const noteGrowth = (machine: Machine, container: Thing, bytes: number): void => {
  const record = recordWrite(machine, container, 0, BYTES.field);
  record?.grown.add(machine.weight, bytes);
};
