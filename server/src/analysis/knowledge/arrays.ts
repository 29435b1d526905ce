import type { ResultShape } from '../effects/effect.ts';
import { add, ONCE, type Quantity, quantity, smallest } from '../effects/quantity.ts';
import { COPIED_BYTES_PER_PUSH, freshArray } from './array-layout.ts';
import {
  allocates,
  allocatesMany,
  array,
  BOOLEAN,
  calls,
  each,
  INTEGER,
  instance,
  outcome,
  RECEIVER,
  RECEIVER_ITSELF,
  someOf,
  sweeps,
  takes,
  text,
  UNKNOWN,
} from './effect-builders.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentCount, argumentOf, charactersOf, isGiven, lengthOf, numberOf } from './sizes.ts';

const scans = (result: ResultShape): KnownRow => ({
  source: 'estimate: 1 ns an element, half of them on average',
  does: (call) => outcome(result, takes(5), takes(1, someOf(lengthOf(call.receiver)))),
});

const iterator: KnownRow = {
  source: 'estimate: a JSArrayIterator of 6 words',
  does: () => outcome(instance('ArrayIterator'), allocates(quantity(48), 'result'), takes(10)),
};

export const arrays: KnownTable = {
  'Array.of': {
    source: 'V8 JSArray and FixedArray: 48 B and 8 B an element',
    does: (call) => outcome(array(argumentCount(call)), freshArray(argumentCount(call)), takes(20)),
  },
  'Array.from': {
    source: 'estimate: iterates and pushes; the array grows by copying (row "array push smi")',
    does: (call) => {
      const from = argumentOf(call, 0);
      const length = from.length ?? from.field('length').number ?? lengthOf(from);
      const mapped = isGiven(argumentOf(call, 1)) ? [calls(1, length, UNKNOWN, INTEGER)] : [];
      return outcome(
        array(length),
        freshArray(length),
        allocates(each(length, 16), 'temporary'),
        ...mapped,
        takes(20, length),
      );
    },
  },
  'Array.isArray': { source: 'estimate: a map check', does: () => outcome(BOOLEAN, takes(1)) },
  'Array.prototype.splice': {
    source: 'estimate: returns the removed elements, moves those behind, grows as push',
    does: (call) => {
      const length = lengthOf(call.receiver);
      const removed = numberOf(argumentOf(call, 1), quantity(0, 1, 10));
      return outcome(array(removed), freshArray(removed), takes(60), takes(0.4, length));
    },
  },
  'Array.prototype.reverse': {
    source: 'estimate: 1 ns an element',
    does: (call) => outcome(RECEIVER_ITSELF, takes(1, lengthOf(call.receiver))),
  },
  'Array.prototype.copyWithin': {
    source: 'row "array fixed: a[i]=smi in place": 8 B an element',
    does: (call) =>
      outcome(
        RECEIVER_ITSELF,
        sweeps(RECEIVER, someOf(each(lengthOf(call.receiver), 8))),
        takes(0.3, lengthOf(call.receiver)),
      ),
  },
  'Array.prototype.toReversed': {
    source: 'V8 JSArray and FixedArray: 48 B and 8 B an element',
    does: (call) =>
      outcome(
        array(lengthOf(call.receiver)),
        freshArray(lengthOf(call.receiver)),
        takes(1, lengthOf(call.receiver)),
      ),
  },
  'Array.prototype.flat': {
    source: 'estimate: a push for each element of the nested arrays',
    does: (call) => {
      const length = lengthOf(call.receiver);
      const flat = quantity(length.low, length.likely * 4, length.high * 20);
      return outcome(
        array(flat),
        freshArray(flat),
        allocates(each(flat, COPIED_BYTES_PER_PUSH), 'temporary'),
        takes(40, flat),
      );
    },
  },
  'Array.prototype.slice': {
    source: 'V8 JSArray and FixedArray: 48 B and 8 B an element',
    does: (call) => {
      const length = lengthOf(call.receiver);
      const from = argumentOf(call, 0).number?.likely ?? 0;
      const end = argumentOf(call, 1).number;
      const kept =
        end !== null && from >= 0
          ? smallest(
              length,
              quantity(
                Math.max(end.low - from, 0),
                Math.max(end.likely - from, 0),
                Math.max(end.high - from, 0),
              ),
            )
          : isGiven(argumentOf(call, 1))
            ? someOf(length)
            : length;
      return outcome(array(kept), freshArray(kept), takes(20), takes(0.4, kept));
    },
  },
  'Array.prototype.concat': {
    source: 'V8 JSArray and FixedArray: 48 B and 8 B an element',
    does: (call) => {
      const total = call.arguments.reduce<Quantity>(
        (sum, value) => add(sum, value.kind === 'array' ? lengthOf(value) : ONCE),
        lengthOf(call.receiver),
      );
      return outcome(array(total), freshArray(total), takes(40), takes(0.5, total));
    },
  },
  'Array.prototype.join': {
    source: 'row "string split/join 100 KB": one byte a character and a work array of 8 B an element',
    does: (call) => {
      const length = lengthOf(call.receiver);
      const separator = isGiven(argumentOf(call, 0)) ? charactersOf(argumentOf(call, 0)) : ONCE;
      const characters = quantity(
        length.low * (1 + separator.low),
        length.likely * (6 + separator.likely),
        length.high * (30 + separator.high),
      );
      return outcome(
        text(characters),
        allocates(add(characters, quantity(16)), 'result'),
        allocates(each(length, 8), 'temporary'),
        takes(25, length),
      );
    },
  },
  ...family('Array.prototype.', ['indexOf', 'lastIndexOf'], scans(INTEGER)),
  'Array.prototype.includes': scans(BOOLEAN),
  'Array.prototype.with': {
    source: 'V8 JSArray and FixedArray: 48 B and 8 B an element',
    does: (call) =>
      outcome(
        array(lengthOf(call.receiver)),
        freshArray(lengthOf(call.receiver)),
        takes(0.5, lengthOf(call.receiver)),
      ),
  },
  ...family('Array.prototype.', ['keys', 'values'], iterator),
  'Array.prototype.entries': {
    source: 'estimate: the iterator, and a pair of 48 B + 16 B for each element',
    does: (call) =>
      outcome(
        instance('ArrayIterator'),
        allocatesMany(each(lengthOf(call.receiver), 80), 'temporary'),
        takes(12, lengthOf(call.receiver)),
      ),
  },
  'Array.prototype.toString': {
    source: 'as join',
    does: (call) => {
      const characters = each(lengthOf(call.receiver), 7);
      return outcome(text(characters), allocates(characters, 'result'), takes(40, lengthOf(call.receiver)));
    },
  },
};
