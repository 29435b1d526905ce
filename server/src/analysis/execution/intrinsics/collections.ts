import { quantity } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { setCount } from '../heap/array-count.ts';
import { arrayOf, iteratorOver } from '../heap/arrays.ts';
import { mayBeFilled, noteTaken } from '../heap/empty-collections.ts';
import { additionsStoodFor, growthFactor, removesRarely, takeOff } from '../heap/growth.ts';
import { churnedTableBytes, deletedPlaces, insertedBytes } from '../heap/hash-tables.ts';
import { allocate, birth, keepReachable, markEscaped, noteRetained, recordWrite } from '../heap/heap.ts';
import { type Growing, notePut } from '../heap/stretch.ts';
import { askedCount, entriesIn, traverse } from '../language/iteration.ts';
import { forEachIndex } from '../loops/sampling.ts';
import type { Machine } from '../run/machine.ts';
import {
  ArrayThing,
  MapThing,
  SetThing,
  SOME_BOOLEAN,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../values/value.ts';
import type { Intrinsic } from './index.ts';

const EMPTY_TABLE_BYTES = 200;

const construct =
  (kind: 'map' | 'set', name: string): Intrinsic =>
  (call) => {
    const { machine, site, values } = call;
    const base = birth(machine, site);
    const prototype = machine.realm?.prototypeOf(name) ?? null;
    const collection =
      kind === 'map'
        ? new MapThing(base.shape, prototype, base.born, base.multiplicity)
        : new SetThing(base.shape, prototype, base.born, base.multiplicity);
    allocate(machine, EMPTY_TABLE_BYTES);
    const [from] = values;
    if (from !== undefined && from !== null)
      traverse(machine, from, site, (element) => {
        if (kind === 'set') insert(call, collection, element, element);
        else if (element instanceof ArrayThing)
          insert(call, collection, element.elements.get(0), element.elements.get(1));
        else insert(call, collection, new Unknown('any', null, 'key'), UNKNOWN);
        return true;
      });
    return collection;
  };

/** Adds or overwrites an entry: a new one grows the table, which doubles and rehashes now and then. */
const insert = ({ machine }: NativeCall, collection: MapThing, key: Value, value: Value): void => {
  const entryBytes = insertedBytes(collection);
  markEscaped(machine, key);
  markEscaped(machine, value);
  machine.wait(machine.reach.lookUp(collection, key));
  if (key instanceof Unknown) {
    insertUnknown(machine, collection, key, value);
    return;
  }
  if (isThere(machine, collection, key)) {
    if (!collection.entries.has(key)) collection.extra = Math.max(0, collection.extra - 1);
    machine.compute(NANOSECONDS.mapWrite);
    collection.entries.set(key, value);
    const position = collection.entries.size > 64 ? pseudoOrder(collection, key, machine.effects) : 0;
    keepReachable(
      machine,
      collection,
      recordWrite(machine, collection, position * BYTES.mapEntryInPlace, BYTES.mapEntryInPlace),
      value,
    );
    return;
  }
  machine.compute(NANOSECONDS.mapInsert);
  const factor = growthFactor(machine, collection);
  const before = collection.size;
  const churned = churnedTableBytes(collection);
  collection.settledSize = collection.size + 1;
  collection.entries.set(key, value);
  if (factor > 1) {
    collection.extra += Math.round(factor - 1);
    collection.extraFrom = machine.node;
    collection.sampled = true;
  }
  notePut(machine, collection, 'size', before, collection.size, ENTRIES);
  allocate(machine, entryBytes);
  noteRetained(machine, collection, entryBytes);
  const position = collection.size * BYTES.mapEntryInPlace;
  const record = recordWrite(machine, collection, position, BYTES.mapEntryInPlace);
  record?.noteRenewal(churned);
  keepReachable(machine, collection, record, value);
};

const ENTRIES: Growing<MapThing> = {
  sizeOf: ({ size }) => size,
  goOn: (machine, collection, _, by) => {
    const factor = growthFactor(machine, collection);
    if (factor <= 1 || by < 0) return;
    collection.extra += Math.round(by * (factor - 1));
    collection.extraFrom = machine.node;
    collection.sampled = true;
  },
};

/** A key that nobody knows may be there or not: a table of such keys likely grows more and more slowly, and stops at some time. */
const insertUnknown = (machine: Machine, collection: MapThing, key: Unknown, value: Value): void => {
  const entryBytes = insertedBytes(collection);
  const factor = additionsStoodFor(machine, collection);
  const before = collection.size;
  collection.settledSize = before + 1;
  if (collection.standIn === null) {
    collection.standIn = key;
    collection.extra = Math.max(0, collection.extra - 1);
  }
  collection.entries.set(collection.standIn, value);
  const added = collection.unknownKeys.note(factor, collection.size);
  if (added > 0) {
    collection.extra += added;
    collection.extraFrom = machine.node;
  }
  machine.compute(NANOSECONDS.mapWrite);
  const share = Math.min(1, (collection.size - before) / factor);
  machine.weighted(quantity(0, share, 1), () => {
    machine.compute(NANOSECONDS.mapInsert - NANOSECONDS.mapWrite);
    allocate(machine, entryBytes);
  });
  machine.weighted(quantity(0, 0, 1), () => noteRetained(machine, collection, entryBytes));
  const position = pseudoOrder(collection, key, machine.effects);
  keepReachable(
    machine,
    collection,
    recordWrite(machine, collection, position * BYTES.mapEntryInPlace, BYTES.mapEntryInPlace),
    value,
  );
};

/** Keys that sampled loops have added without keeping them are there for whoever comes later. */
const isThere = (machine: Machine, collection: MapThing, key: Value): boolean => {
  if (collection.entries.has(key)) return true;
  if (collection.extra === 0) return false;
  return typeof key === 'number' ? key < collection.size : collection.extraFrom !== machine.node;
};

/** Where an entry lies: in the order of insertion for small integer keys, anywhere for others. */
const pseudoOrder = (collection: MapThing, key: Value, seed: number): number =>
  typeof key === 'number'
    ? key % Math.max(collection.size, 1)
    : Math.floor(((seed * 0.618034) % 1) * collection.size);

const onMap =
  (work: (map: MapThing, call: NativeCall) => Value, otherwise: Value): Intrinsic =>
  (call) =>
    call.receiver instanceof MapThing ? work(call.receiver, call) : otherwise;

const get = onMap((map, { machine, values: [key] }) => {
  machine.compute(NANOSECONDS.mapRead);
  machine.wait(machine.reach.lookUp(map, key));
  const value = mayBeFilled(machine, map) ? UNKNOWN : valueFor(map, key);
  if (value instanceof Thing) machine.reach.find(map, key, value);
  return value;
}, UNKNOWN);

const valueFor = (map: MapThing, key: Value): Value => {
  if (map.entries.has(key)) return map.entries.get(key);
  if (!(key instanceof Unknown) && map.extra === 0) return undefined;
  for (const value of map.entries.values()) return value;
  return undefined;
};

const has = onMap((map, { machine, values: [key] }) => {
  machine.compute(NANOSECONDS.mapRead);
  machine.wait(machine.reach.lookUp(map, key));
  if (map.entries.has(key)) return true;
  if (mayBeFilled(machine, map)) return SOME_BOOLEAN;
  return key instanceof Unknown || map.extra > 0 ? (map.size === 0 ? false : SOME_BOOLEAN) : false;
}, SOME_BOOLEAN);

const remove = onMap((map, { machine, values: [key] }) => {
  machine.compute(NANOSECONDS.mapRead);
  machine.wait(machine.reach.lookUp(map, key));
  machine.effects++;
  if (removesRarely(machine)) return SOME_BOOLEAN;
  const isKept = map.entries.delete(key);
  map.hasDeleted = true;
  const isIn = isKept || ((map.sampled || map.extra > 0) && map.size > 0);
  recordWrite(machine, map, 0, BYTES.field)?.freed.add(machine.weight, isIn ? insertedBytes(map) : 0);
  const isUnknown = key === map.standIn;
  if (isUnknown) map.standIn = null;
  let gone = isKept ? 1 : 0;
  takeOff(machine, map, (count) => {
    if (isIn) drop(map, Math.round(count - gone));
    if (isUnknown) map.unknownKeys.forget(count);
    gone = 0;
  });
  if (isIn) noteTaken(machine, map);
  return isIn && !isKept ? SOME_BOOLEAN : isKept;
}, SOME_BOOLEAN);

/** So many entries go whose keys are not known: those not kept first, then the oldest. */
const drop = (map: MapThing, count: number): void => {
  const unkept = Math.min(map.extra, count);
  map.extra -= unkept;
  let left = count - unkept;
  for (const key of map.entries.keys()) {
    if (left-- <= 0) return;
    map.entries.delete(key);
  }
};

const clear = onMap((map, { machine }) => {
  machine.effects++;
  if (removesRarely(machine)) return;
  map.entries.clear();
  map.extra = 0;
  map.sampled = false;
  map.hasDeleted = false;
  map.standIn = null;
  map.unknownKeys.clear();
  noteTaken(machine, map);
  allocate(machine, EMPTY_TABLE_BYTES);
  return undefined;
}, undefined);

const forEach = onMap((map, { machine, values: [callback], site }) => {
  const list = [...map.entries];
  forEachIndex(machine, askedCount(machine, entriesIn(machine, map), map), (index) => {
    const [key, value] = list[index % Math.max(list.length, 1)] ?? [UNKNOWN, UNKNOWN];
    callValue(machine, callback, undefined, [map instanceof SetThing ? key : value, key, map], site);
    return true;
  });
  return undefined;
}, undefined);

const firstEntries = ({ entries }: MapThing, most: number): readonly (readonly [Value, Value])[] => {
  const some: [Value, Value][] = [];
  for (const entry of entries) {
    if (some.length >= most) break;
    some.push(entry);
  }
  return some;
};

/** Entries that an iterator keeps; those stand for the others. */
const MOST_LISTED = 10_000;

const listed = (pick: (key: Value, value: Value, call: NativeCall) => Value) =>
  onMap((map, call) => {
    const { machine, site } = call;
    machine.compute(NANOSECONDS.deletedEntry * deletedPlaces(map));
    const count = entriesIn(machine, map);
    const entries = (most: number): Value[] =>
      map.entries.size > 0 || count.likely === 0
        ? firstEntries(map, most).map(([key, value]) => pick(key, value, call))
        : [pick(UNKNOWN, UNKNOWN, call)];
    return iteratorOver(machine, site, {
      count,
      first: () => entries(1)[0],
      list: () => setCount(arrayOf(machine, site, entries(MOST_LISTED), count.likely), count),
    });
  }, UNKNOWN);

const pair = (key: Value, value: Value, { machine, site }: NativeCall): Value =>
  arrayOf(machine, site, [key, value]);

const families = ['Map', 'Set', 'WeakMap', 'WeakSet'];

export const COLLECTION_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['Map', construct('map', 'Map')],
  ['WeakMap', construct('map', 'WeakMap')],
  ['Set', construct('set', 'Set')],
  ['WeakSet', construct('set', 'WeakSet')],
  ...families.flatMap((name): readonly (readonly [string, Intrinsic])[] => [
    [`${name}.prototype.get`, get],
    [`${name}.prototype.has`, has],
    [`${name}.prototype.delete`, remove],
    [`${name}.prototype.clear`, clear],
    [`${name}.prototype.forEach`, forEach],
    [`${name}.prototype.keys`, listed((key) => key)],
    [`${name}.prototype.values`, listed((key, value) => (name.endsWith('Map') ? value : key))],
    [`${name}.prototype.entries`, listed(pair)],
    [
      `${name}.prototype.set`,
      onMap((map, call) => {
        insert(call, map, call.values[0], call.values[1]);
        return map;
      }, UNKNOWN),
    ],
    [
      `${name}.prototype.add`,
      onMap((map, call) => {
        insert(call, map, call.values[0], call.values[0]);
        return map;
      }, UNKNOWN),
    ],
  ]),
];
