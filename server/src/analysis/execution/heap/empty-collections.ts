import { quantity } from '../../effects/quantity.ts';
import type { Machine } from '../run/machine.ts';
import { ArrayThing, MapThing, type Thing, UNKNOWN } from '../values/value.ts';
import { setCount } from './array-count.ts';

/** What a collection may hold that an event finds empty: nothing, or as much as one that nobody knows. A question goes with it. */
export const MAY_HOLD = quantity(0, 100, 10_000);

/**
 * Whether something may be in a collection after all that seems empty: it was there before the event that looks, and between events whoever
 * fills it comes by, as listeners do that have not been run yet.
 */
export const mayBeFilled = (machine: Machine, collection: Thing): boolean => {
  const { began } = machine.eventLoop;
  if (began === null || collection.born > began || !isEmpty(collection)) return false;
  return (machine.emptied.get(collection) ?? 0) <= began;
};

/** Something was taken out of a collection: when nothing is left, that is certain as long as the event lasts. */
export const noteTaken = (machine: Machine, collection: Thing): void => {
  if (isEmpty(collection)) machine.emptied.set(collection, machine.births);
};

const isEmpty = (collection: Thing): boolean => {
  if (collection instanceof ArrayThing) return collection.length === 0;
  if (collection instanceof MapThing) return collection.size === 0;
  return collection.fields.size + collection.extraKeys === 0 && collection.accessors === null;
};

/** What is gone over in its place: a list of what it may hold. */
export const asMayBeFilled = (machine: Machine, list: ArrayThing): ArrayThing => {
  if (!mayBeFilled(machine, list)) return list;
  const filled = new ArrayThing(list.shape, list.prototype, list.born, list.multiplicity);
  filled.bornUnder = list.bornUnder;
  filled.length = MAY_HOLD.likely;
  filled.capacity = filled.length;
  filled.layout = 'tagged';
  filled.elements.fill(UNKNOWN);
  setCount(filled, MAY_HOLD);
  return filled;
};
