import type { Effect } from '../effects/effect.ts';
import { type Quantity, quantity, scale } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  allocatesOutside,
  BOOLEAN,
  bytes,
  calls,
  INTEGER,
  instance,
  NUMBER,
  outcome,
  RECEIVER,
  RECEIVER_ITSELF,
  someOf,
  sweeps,
  takes,
  text,
  UNDEFINED,
  UNKNOWN,
  waits,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, isGiven, lengthOf, numberOf } from './sizes.ts';
import { DATA_VIEW_FORMATS } from './view-formats.ts';

/** V8 JSTypedArray and JSArrayBuffer with its extension: 13 and 11 words. */
const VIEW_BYTES = quantity(104, 200, 200);

/** V8 `--typed-array-max-size-in-heap`: up to 64 B lie inside the young object. */
const LARGEST_ON_HEAP_BYTES = 64;

/** Page faults and clearing of fresh memory: row "new Float64Array(1MB) per iteration" against the fill of a kept one, 0.5 ns a byte. */
const FRESH_NANOSECONDS_PER_BYTE = 0.5;

const store = (size: Quantity): readonly Effect[] =>
  size.likely <= LARGEST_ON_HEAP_BYTES
    ? [
        allocates(
          quantity(VIEW_BYTES.low + size.low, VIEW_BYTES.likely + size.likely, VIEW_BYTES.high + size.high),
          'result',
        ),
        takes(60),
      ]
    : [
        allocatesMany(VIEW_BYTES, 'result'),
        allocatesOutside(size, 'result'),
        takes(150),
        takes(FRESH_NANOSECONDS_PER_BYTE, size),
      ];

const STORE_SOURCE =
  'row "new Float64Array(1MB) per iteration, filled": memory outside the heap, freed only by collections';

const receiverBytes = (call: KnownCall): Quantity => bytesOf(call.receiver);

const copyOf = (call: KnownCall, size: Quantity) =>
  outcome(
    bytes('TypedArray', elementBytesOf(call), scale(size, 1 / elementBytesOf(call))),
    ...store(size),
    takes(0.1, size),
  );

/** Bytes of the receiver's elements; 1 where length and size are not both known. */
const elementBytesOf = ({ receiver }: KnownCall): number =>
  receiver.length !== null && receiver.byteLength !== null && receiver.length.likely > 0
    ? receiver.byteLength.likely / receiver.length.likely
    : 1;

const overwriting = (nanosecondsPerByte: number, source: string): KnownRow => ({
  source,
  does: (call) =>
    outcome(
      RECEIVER_ITSELF,
      sweeps(RECEIVER, receiverBytes(call)),
      takes(nanosecondsPerByte, receiverBytes(call)),
    ),
});

/**
 * What a call of the callback takes besides: V8 inlines those of Array.prototype, none of TypedArray.prototype. Measured on Node 20.20 over 512 doubles:
 * `some` 18 ns an element, `reduce` 20, `filter` 21, `forEach` 25, `map` 41, the callback's own work included.
 */
const NANOSECONDS_A_VISIT = 17;

const visiting = (result: Parameters<typeof outcome>[0]): KnownRow => ({
  source: 'NANOSECONDS_A_VISIT: measured over 512 doubles',
  does: (call) =>
    outcome(
      result,
      calls(0, lengthOf(call.receiver), NUMBER, INTEGER),
      takes(NANOSECONDS_A_VISIT, lengthOf(call.receiver)),
    ),
});

const scanning = (result: Parameters<typeof outcome>[0]): KnownRow => ({
  source: 'row "read: sum Float64Array 64MB": 1.3 ns an element, half of them on average',
  does: (call) => outcome(result, takes(1.3, someOf(lengthOf(call.receiver)))),
});

const dataView = (writes: boolean): KnownRow => ({
  source: 'estimate: inlined access of 8 B',
  does: () => outcome(writes ? UNDEFINED : NUMBER, takes(2)),
});

const atomic: KnownRow = {
  source: 'estimate: a locked instruction on 4 B',
  does: () => outcome(INTEGER, sweeps({ kind: 'argument', index: 0 }, quantity(4)), takes(8)),
};

export const typedArrays: KnownTable = {
  DataView: {
    source: 'V8 JSDataView: 12 words; no memory of its own',
    does: (call) =>
      outcome(
        bytes('DataView', 1, bytesOf(argumentOf(call, 0))),
        allocatesMany(quantity(96), 'result'),
        takes(30),
      ),
  },
  'ArrayBuffer.isView': { source: 'estimate: a type check', does: () => outcome(BOOLEAN, takes(2)) },
  'ArrayBuffer.prototype.slice': {
    source: STORE_SOURCE,
    does: (call) => copyOf(call, someOf(receiverBytes(call))),
  },
  'TypedArray.from': {
    source: STORE_SOURCE,
    does: (call) => {
      const length = lengthOf(argumentOf(call, 0));
      const mapped = isGiven(argumentOf(call, 1)) ? [calls(1, length, UNKNOWN, INTEGER)] : [];
      return outcome(
        bytes('TypedArray', 8, length),
        ...store(scale(length, 8)),
        ...mapped,
        takes(10, length),
      );
    },
  },
  'TypedArray.of': {
    source: STORE_SOURCE,
    does: (call) =>
      outcome(
        bytes('TypedArray', 8, quantity(call.arguments.length)),
        ...store(quantity(8 * call.arguments.length)),
      ),
  },
  'TypedArray.prototype.fill': {
    source: 'row "Float64Array.fill() native 16 MB": 0.09 ns a byte',
    does: (call) => outcome(RECEIVER_ITSELF, takes(10), takes(0.09, receiverBytes(call))),
  },
  'TypedArray.prototype.reverse': overwriting(0.3, 'estimate: as fill, reading too'),
  'TypedArray.prototype.copyWithin': overwriting(0.05, 'row "Buffer.copy 4 MB": 0.05 ns a byte'),
  'TypedArray.prototype.set': {
    source: 'row "Buffer.copy 4 MB -> fixed buffer": 0.05 ns a byte; element by element from arrays',
    does: (call) => {
      const from = argumentOf(call, 0);
      const size = from.byteLength ?? scale(lengthOf(from), elementBytesOf(call));
      return outcome(UNDEFINED, takes(20), takes(from.byteLength === null ? 0.4 : 0.05, size));
    },
  },
  'TypedArray.prototype.sort': {
    source: 'row "sort: Float64Array 100k in place": 8.4 ns an element and doubling',
    does: (call) => {
      const length = lengthOf(call.receiver);
      const compares = quantity(
        length.low * Math.log2(length.low + 1) * 0.5,
        length.likely * Math.log2(length.likely + 1),
        length.high * Math.log2(length.high + 1),
      );
      const compared = isGiven(argumentOf(call, 0))
        ? [calls(0, compares, NUMBER, NUMBER), takes(15, compares)]
        : [takes(8.4, compares)];
      return outcome(RECEIVER_ITSELF, ...compared);
    },
  },
  'TypedArray.prototype.slice': {
    source: STORE_SOURCE,
    does: (call) =>
      copyOf(call, isGiven(argumentOf(call, 0)) ? someOf(receiverBytes(call)) : receiverBytes(call)),
  },
  'TypedArray.prototype.map': {
    source: STORE_SOURCE,
    does: (call) =>
      outcome(
        { kind: 'same', as: RECEIVER },
        ...store(receiverBytes(call)),
        calls(0, lengthOf(call.receiver), NUMBER, INTEGER),
        takes(2 * NANOSECONDS_A_VISIT, lengthOf(call.receiver)),
      ),
  },
  'TypedArray.prototype.filter': {
    source: STORE_SOURCE,
    does: (call) =>
      outcome(
        { kind: 'same', as: RECEIVER },
        ...store(someOf(receiverBytes(call))),
        calls(0, lengthOf(call.receiver), NUMBER, INTEGER),
        takes(5, lengthOf(call.receiver)),
      ),
  },
  'TypedArray.prototype.forEach': visiting(UNDEFINED),
  ...family('TypedArray.prototype.', ['reduce', 'reduceRight', 'find', 'findLast'], visiting(NUMBER)),
  ...family('TypedArray.prototype.', ['some', 'every'], visiting(BOOLEAN)),
  ...family('TypedArray.prototype.', ['findIndex', 'findLastIndex'], visiting(INTEGER)),
  ...family('TypedArray.prototype.', ['indexOf', 'lastIndexOf'], scanning(INTEGER)),
  'TypedArray.prototype.includes': scanning(BOOLEAN),
  'TypedArray.prototype.at': { source: 'estimate: a bounds check', does: () => outcome(NUMBER, takes(2)) },
  'TypedArray.prototype.join': {
    source: 'row "string: template + number toString": 38 B and 42 ns an element',
    does: (call) => {
      const length = lengthOf(call.receiver);
      return outcome(
        text(scale(length, 5)),
        allocates(scale(length, 5), 'result'),
        allocatesMany(scale(length, 24), 'temporary'),
        takes(42, length),
      );
    },
  },
  ...family('TypedArray.prototype.', ['keys', 'values', 'entries'], {
    source: 'estimate: a JSArrayIterator of 6 words',
    does: () => outcome(instance('ArrayIterator'), allocatesMany(quantity(48), 'result'), takes(10)),
  }),
  ...family('DataView.prototype.get', DATA_VIEW_FORMATS, dataView(false)),
  ...family('DataView.prototype.set', DATA_VIEW_FORMATS, dataView(true)),
  ...family('Atomics.', ['add', 'sub', 'and', 'or', 'xor', 'exchange', 'compareExchange', 'store'], atomic),
  'Atomics.load': { source: 'estimate: one load', does: () => outcome(INTEGER, takes(2)) },
  'Atomics.notify': { source: 'estimate: a futex wake', does: () => outcome(INTEGER, takes(1500)) },
  'Atomics.wait': {
    source: 'row "idle: Atomics.wait(10ms)": the thread is blocked, 22 pages a window with the profiler',
    does: (call) => {
      const timeout = argumentOf(call, 3);
      const seconds = isGiven(timeout)
        ? scale(numberOf(timeout, quantity(1, 100, 60_000)), 1e-3)
        : quantity(1e-4, 0.1, 60);
      return outcome(text(quantity(9)), takes(2000), waits('lock', seconds));
    },
  },
  'Atomics.waitAsync': {
    source: 'estimate: as Atomics.wait, on the event loop',
    does: () => outcome({ kind: 'object', fields: {} }, allocatesMany(quantity(200), 'result'), takes(1000)),
  },
};
