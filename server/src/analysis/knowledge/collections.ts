import { quantity } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  calls,
  each,
  instance,
  outcome,
  takes,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { lengthOf } from './sizes.ts';

const lookup: KnownRow = {
  source: 'row "Map.get 10k keys (read only)": 10 ns, nothing written',
  does: () => outcome(UNKNOWN, takes(10)),
};

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
  ...family('', ['Map.prototype.forEach', 'Set.prototype.forEach'], iteration),
  ...family('Map.prototype.', ['keys', 'values', 'entries'], iterator),
  ...family('Set.prototype.', ['keys', 'values', 'entries'], iterator),
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
