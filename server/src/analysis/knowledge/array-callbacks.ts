import type { ResultShape } from '../effects/effect.ts';
import { type Quantity, quantity } from '../effects/quantity.ts';
import { COPIED_BYTES_PER_PUSH, freshArray } from './array-layout.ts';
import {
  allocates,
  array,
  BOOLEAN,
  calls,
  each,
  INTEGER,
  outcome,
  outcomeByCount,
  RECEIVER_ITSELF,
  someOf,
  takes,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, isGiven, lengthOf } from './sizes.ts';

/** The callback sees each element. */
const visits = (result: ResultShape): KnownRow => ({
  source: 'row "closures: map/filter/reduce over 10k": 4 ns a visit with the callback',
  does: (call) =>
    outcome(result, calls(0, lengthOf(call.receiver), UNKNOWN, INTEGER), takes(1.5, lengthOf(call.receiver))),
});

/** As `visits`, but stops at the first hit. */
const searches = (result: ResultShape): KnownRow => ({
  source: 'row "closures: map/filter/reduce over 10k", half of the elements on average',
  does: (call) =>
    outcome(
      result,
      calls(0, someOf(lengthOf(call.receiver)), UNKNOWN, INTEGER),
      takes(3, someOf(lengthOf(call.receiver))),
    ),
});

/** V8's Timsort copies the elements into a work array and back, and merges through a second one of half the size. */
const sorting = (result: KnownRow['does']): KnownRow => ({
  source:
    'row "sort: JS array 100k numbers with comparator": 24 ns a comparison, 16 B an element of work space',
  does: result,
});

const comparisons = (length: Quantity): Quantity =>
  quantity(
    length.low * Math.log2(length.low + 1) * 0.5,
    length.likely * Math.log2(length.likely + 1),
    length.high * Math.log2(length.high + 1) * 1.2,
  );

const sortEffects = (call: KnownCall) => {
  const length = lengthOf(call.receiver);
  const compares = comparisons(length);
  const compared = isGiven(argumentOf(call, 0))
    ? [calls(0, compares, UNKNOWN, UNKNOWN), takes(10, compares)]
    : [takes(60, compares)];
  return [allocates(each(length, 16), 'temporary'), ...compared];
};

/** Methods of arrays that call a function for their elements. */
export const arrayCallbacks: KnownTable = {
  'Array.prototype.sort': sorting((call) => outcome(RECEIVER_ITSELF, ...sortEffects(call))),
  'Array.prototype.toSorted': sorting((call) =>
    outcome(array(lengthOf(call.receiver)), ...sortEffects(call), freshArray(lengthOf(call.receiver))),
  ),
  'Array.prototype.map': {
    source: 'row "closures: map/filter/reduce over 10k": 8 B an element; 4 ns with the callback',
    does: (call) => {
      const length = lengthOf(call.receiver);
      return outcome(
        array(length),
        freshArray(length),
        calls(0, length, UNKNOWN, INTEGER),
        takes(1.5, length),
      );
    },
  },
  'Array.prototype.filter': {
    source: 'row "closures: map/filter/reduce over 10k": 34 B an element kept, half of those visited',
    does: (call) => {
      const length = lengthOf(call.receiver);
      return outcomeByCount(array, someOf(length), (kept) => [
        freshArray(kept),
        allocates(each(kept, COPIED_BYTES_PER_PUSH), 'temporary'),
        calls(0, length, UNKNOWN, INTEGER),
        takes(1.5, length),
      ]);
    },
  },
  'Array.prototype.flatMap': {
    source: 'estimate: map, then a push for each element of its results',
    does: (call) => {
      const length = lengthOf(call.receiver);
      const flat = quantity(length.low * 0.5, length.likely * 2, length.high * 10);
      return outcome(
        array(flat),
        freshArray(flat),
        allocates(each(flat, COPIED_BYTES_PER_PUSH), 'temporary'),
        calls(0, length, UNKNOWN, INTEGER),
        takes(60, flat),
      );
    },
  },
  'Array.prototype.forEach': visits(UNDEFINED),
  'Array.prototype.reduce': {
    source: 'row "closures: map/filter/reduce over 10k": 4 ns a visit with the callback',
    does: (call) =>
      outcome(
        UNKNOWN,
        calls(0, lengthOf(call.receiver), UNKNOWN, UNKNOWN, INTEGER),
        takes(1.5, lengthOf(call.receiver)),
      ),
  },
  'Array.prototype.reduceRight': {
    source: 'row "closures: map/filter/reduce over 10k": 4 ns a visit with the callback',
    does: (call) =>
      outcome(
        UNKNOWN,
        calls(0, lengthOf(call.receiver), UNKNOWN, UNKNOWN, INTEGER),
        takes(1.5, lengthOf(call.receiver)),
      ),
  },
  ...family('Array.prototype.', ['some', 'every'], searches(BOOLEAN)),
  ...family('Array.prototype.', ['find', 'findLast'], searches(UNKNOWN)),
  ...family('Array.prototype.', ['findIndex', 'findLastIndex'], searches(INTEGER)),
};
