import { BYTES } from '../costs/operation-costs.ts';
import type { MapThing } from '../values/value.ts';

/**
 * The tables of Map and Set: V8 `OrderedHashTable`. A full one is copied into one of twice the capacity, or of the same capacity when
 * at least half of its entries were deleted (`EnsureCapacityForAdding`).
 */

const SMALLEST_CAPACITY = 4;

const capacityFor = (entries: number): number =>
  Math.max(SMALLEST_CAPACITY, 2 ** Math.ceil(Math.log2(Math.max(1, entries))));

const bytesAt = (capacity: number, { kind }: MapThing): number =>
  BYTES.tableHeader + capacity * (kind === 'map' ? BYTES.mapTableEntry : BYTES.setTableEntry);

export const tableBytes = (collection: MapThing): number => bytesAt(capacityFor(collection.size), collection);

/** While as many entries are deleted as are added: at least half of the table is deleted entries whenever it is full. */
export const churnedTableBytes = (collection: MapThing): number =>
  bytesAt(capacityFor(collection.size * 2), collection);

/**
 * Places of deleted entries, which stay until the table is copied: while as many are deleted as are added, between none and all that the table has room
 * for beside the others.
 */
export const deletedPlaces = ({ hasDeleted, size, settledSize }: MapThing): number => {
  const entries = Math.min(size, settledSize);
  return hasDeleted ? (capacityFor(entries * 2) - entries) / 2 : 0;
};

/** Bytes that one new entry costs, tables left behind included. */
export const insertedBytes = ({ kind }: MapThing): number =>
  kind === 'map' ? BYTES.mapEntry : BYTES.setEntry;
