import type { Effect } from '../effects/effect.ts';
import { quantity } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  BOOLEAN,
  calls,
  each,
  instance,
  outcome,
  RECEIVER,
  RECEIVER_ITSELF,
  takes,
  UNDEFINED,
  UNKNOWN,
  writesAtRandom,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, isGiven, lengthOf } from './sizes.ts';

/**
 * V8 OrderedHashMap: 3 words an entry, 1 word a bucket for every 2 entries; doubles and rehashes when full, so that about as
 * much again is left behind as garbage. Sets have 2 words an entry.
 */
const mapGrowth: readonly Effect[] = [
  allocatesMany(quantity(28, 40, 56), 'retained'),
  allocatesMany(quantity(20, 36, 50), 'temporary'),
];

const setGrowth: readonly Effect[] = [
  allocatesMany(quantity(14, 20, 40), 'retained'),
  allocatesMany(quantity(10, 20, 36), 'temporary'),
];

/** What the first entries fit in: V8 `OrderedHashTable::kInitialCapacity`. */
const EMPTY_TABLE_BYTES = 200;

const created = (className: string, entryBytes: number): KnownRow => ({
  source: 'row "Map.set growth (reset at 200k)": 75 B an entry in all, a Set two thirds of it',
  does: (call) => {
    const from = argumentOf(call, 0);
    const table = allocates(quantity(EMPTY_TABLE_BYTES), 'result');
    if (!isGiven(from)) return outcome({ kind: 'instance', className, size: quantity(0) }, table, takes(60));
    const size = lengthOf(from);
    return outcome(
      { kind: 'instance', className, size },
      table,
      allocates(each(size, entryBytes), 'result'),
      allocates(each(size, entryBytes), 'temporary'),
      takes(80, size),
    );
  },
});

/** Keys that a collection holds already are overwritten; nobody can tell from a call alone, so growth is half likely. */
const grows = (growth: readonly Effect[]): Effect => ({ kind: 'seq', parts: growth });

const lookup: KnownRow = {
  source: 'row "Map.get 10k keys (read only)": 10 ns, nothing written',
  does: () => outcome(UNKNOWN, takes(10)),
};

const membership: KnownRow = { ...lookup, does: () => outcome(BOOLEAN, takes(10)) };

const iterator: KnownRow = {
  source: 'estimate: an iterator of 6 words; entries give a pair each',
  does: () => outcome(instance('MapIterator'), allocates(quantity(48), 'result'), takes(15)),
};

const iteration: KnownRow = {
  source: 'estimate: 5 ns an entry',
  does: (call) => {
    const size = lengthOf(call.receiver);
    return outcome(UNDEFINED, calls(0, size, UNKNOWN, UNKNOWN, UNKNOWN), takes(5, size));
  },
};

const deletion = (bytes: number): KnownRow => ({
  source: 'row "Set.add/delete churn (1k live)": 41 B an add and delete; a shrinking table is copied',
  does: () =>
    outcome(
      BOOLEAN,
      writesAtRandom(RECEIVER, quantity(24)),
      allocatesMany(quantity(0, bytes, 2 * bytes), 'temporary'),
      takes(40),
    ),
});

const clearing: KnownRow = {
  source: 'V8 OrderedHashTable::Clear: a new empty table',
  does: () => outcome(UNDEFINED, allocates(quantity(EMPTY_TABLE_BYTES), 'retained'), takes(60)),
};

const adding = (growth: readonly Effect[], source: string): KnownRow => ({
  source,
  does: (_: KnownCall) =>
    outcome(RECEIVER_ITSELF, grows(growth), writesAtRandom(RECEIVER, quantity(24)), takes(90)),
});

const setOperation: KnownRow = {
  source: 'estimate: a Set built by adding (row "Map.set growth")',
  does: (call) => {
    const size = lengthOf(call.receiver);
    return outcome(
      instance('Set'),
      allocates(each(size, 20), 'result'),
      allocates(each(size, 20), 'temporary'),
      takes(60, size),
    );
  },
};

export const collections: KnownTable = {
  Map: created('Map', 36),
  Set: created('Set', 20),
  WeakMap: created('WeakMap', 48),
  WeakSet: created('WeakSet', 32),
  'Map.prototype.set': adding(
    mapGrowth,
    'rows "Map.set growth": 75 B; "Map.set overwrite": 24 B of an entry in place, 21 ns',
  ),
  'Set.prototype.add': adding(setGrowth, 'row "Set.add/delete churn (1k live)": 41 B an add and delete'),
  'WeakMap.prototype.set': adding(mapGrowth, 'estimate: V8 EphemeronHashTable, as a Map'),
  'WeakSet.prototype.add': adding(setGrowth, 'estimate: V8 EphemeronHashTable, as a Set'),
  ...family('', ['Map.prototype.get', 'WeakMap.prototype.get'], lookup),
  ...family(
    '',
    ['Map.prototype.has', 'Set.prototype.has', 'WeakMap.prototype.has', 'WeakSet.prototype.has'],
    membership,
  ),
  'Map.prototype.delete': deletion(12),
  'Set.prototype.delete': deletion(8),
  'WeakMap.prototype.delete': deletion(8),
  'WeakSet.prototype.delete': deletion(8),
  ...family('', ['Map.prototype.clear', 'Set.prototype.clear'], clearing),
  ...family('', ['Map.prototype.forEach', 'Set.prototype.forEach'], iteration),
  ...family('Map.prototype.', ['keys', 'values', 'entries', 'Symbol.iterator'], iterator),
  ...family('Set.prototype.', ['keys', 'values', 'entries', 'Symbol.iterator'], iterator),
  ...family('Set.prototype.', ['union', 'intersection', 'difference', 'symmetricDifference'], setOperation),
  WeakRef: {
    source: 'estimate: 3 words',
    does: () => outcome(instance('WeakRef'), allocates(quantity(24), 'result'), takes(30)),
  },
  'WeakRef.prototype.deref': lookup,
  FinalizationRegistry: {
    source: 'estimate: a registry and its weak cells',
    does: () => outcome(instance('FinalizationRegistry'), allocates(quantity(120), 'result'), takes(200)),
  },
  'FinalizationRegistry.prototype.register': {
    source: 'estimate: a WeakCell of 8 words',
    does: () => outcome(UNDEFINED, allocatesMany(quantity(64, 64, 120), 'retained'), takes(150)),
  },
};
