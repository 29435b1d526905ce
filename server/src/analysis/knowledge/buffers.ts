import { type KnownText, partOfText } from '../effects/known-text.ts';
import { add, NOTHING, type Quantity, quantity, scale } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  allocatesOutside,
  argument,
  BOOLEAN,
  buffer,
  bytes,
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
} from './effect-builders.ts';
import { encodedShare, isPlainText } from './encodings.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, charactersOf, isGiven, lengthOf, numberOf } from './sizes.ts';
import { BUFFER_FORMATS } from './view-formats.ts';

/** V8 JSTypedArray and JSArrayBuffer with its extension. */
const VIEW_BYTES = quantity(104, 200, 200);
const POOLED_VIEW_BYTES = quantity(104);

/** Node `Buffer.poolSize / 2`: below, `Buffer.from` and `allocUnsafe` take a piece of a shared 8 KiB pool. */
const POOLED_BELOW_BYTES = 4096;

const fresh = (size: Quantity, nanosecondsPerByte: number, content: KnownText | null = null) => {
  const pooled = size.likely < POOLED_BELOW_BYTES;
  return outcome(
    buffer(size, content),
    allocatesMany(pooled ? POOLED_VIEW_BYTES : VIEW_BYTES, 'result'),
    allocatesOutside(size, 'result'),
    takes(pooled ? 60 : 300),
    takes(nanosecondsPerByte, size),
  );
};

const COPY_SOURCE =
  'row "Buffer.from(64KB) new per iteration": outside the heap, freed only by collections; 0.15 ns a byte';

const from: KnownRow = {
  source: `${COPY_SOURCE}; row "Buffer.toString+from base64": 1 ns a byte`,
  does: (call) => {
    const value = argumentOf(call, 0);
    if (value.kind === 'array') return fresh(lengthOf(value), 2);
    if (value.kind !== 'string') return fresh(bytesOf(value), 0.15, value.content);
    const { text: encoding } = argumentOf(call, 1);
    const size = scale(bytesOf(value), 1 / encodedShare(encoding));
    return fresh(size, encodedShare(encoding) === 1 ? 0.3 : 1, isPlainText(encoding) ? value.content : null);
  },
};

const filled = (nanosecondsPerByte: number): KnownRow => ({
  source: COPY_SOURCE,
  does: (call) => fresh(numberOf(argumentOf(call, 0), quantity(64, 4096, 1e7)), nanosecondsPerByte),
});

/** From the byte that the argument `first` says to before that which the next one does. */
const range = (call: KnownCall, first = 0): Quantity => {
  const size = bytesOf(call.receiver);
  const start = argumentOf(call, first).number ?? (isGiven(argumentOf(call, first)) ? null : NOTHING);
  const end = argumentOf(call, first + 1).number ?? (isGiven(argumentOf(call, first + 1)) ? null : size);
  if (start === null || end === null) return someOf(size);
  return quantity(end.low - start.high, end.likely - start.likely, end.high - start.low);
};

const view: KnownRow = {
  source: 'V8 JSTypedArray: 13 words; shares its memory',
  does: (call) => outcome(buffer(range(call)), allocatesMany(POOLED_VIEW_BYTES, 'result'), takes(60)),
};

/** What stands in the bytes that are decoded; `null`: nobody knows. */
const partDecoded = (call: KnownCall): KnownText | null => {
  const { content } = call.receiver;
  const start = argumentOf(call, 1);
  if (content === null || (!isGiven(start) && !isGiven(argumentOf(call, 2)))) return content;
  const size = range(call, 1);
  const from = isGiven(start) ? start.number : NOTHING;
  return from && size.low === size.high ? partOfText(content, from.likely, size.likely) : null;
};

const decoding: KnownRow = {
  source: 'row "Buffer.toString+from base64 128KB": a byte a character on the heap, 1 ns a byte',
  does: (call) => {
    const { text: encoding } = argumentOf(call, 0);
    const size = range(call, 1);
    const characters = scale(size, encodedShare(encoding));
    return outcome(
      text(characters, isPlainText(encoding) ? partDecoded(call) : null),
      allocates(add(characters, quantity(16)), 'result'),
      takes(100),
      takes(encodedShare(encoding) === 1 ? 0.3 : 0.8, size),
    );
  },
};

const access = (writes: boolean): KnownRow => ({
  source: 'estimate: an inlined access of up to 8 B',
  does: () => outcome(writes ? INTEGER : NUMBER, takes(4)),
});

const FIELDS = [...BUFFER_FORMATS, 'IntLE', 'IntBE', 'UIntLE', 'UIntBE'];

const comparing = (result: Parameters<typeof outcome>[0]): KnownRow => ({
  source: 'estimate: a vectorised scan, 0.05 ns a byte',
  does: (call) => outcome(result, takes(30), takes(0.05, someOf(bytesOf(call.receiver)))),
});

export const buffers: KnownTable = {
  'Buffer.from': from,
  'Buffer.alloc': filled(0.3),
  'Buffer.allocUnsafe': filled(0.15),
  'Buffer.allocUnsafeSlow': filled(0.15),
  'Buffer.concat': {
    source: COPY_SOURCE,
    does: (call) => {
      const total = argumentOf(call, 1).number;
      const guess = scale(lengthOf(argumentOf(call, 0)), 16_384);
      return fresh(total ?? argumentOf(call, 0).reachable?.bytes ?? guess, 0.2);
    },
  },
  'Buffer.isBuffer': { source: 'estimate: a type check', does: () => outcome(BOOLEAN, takes(3)) },
  'Buffer.byteLength': {
    source: 'estimate: 0.1 ns a character',
    does: (call) =>
      outcome(
        { kind: 'number', value: bytesOf(argumentOf(call, 0)), integer: true },
        takes(30),
        takes(0.1, bytesOf(argumentOf(call, 0))),
      ),
  },
  'Buffer.compare': comparing(INTEGER),
  'Buffer.prototype.copy': {
    source: 'row "Buffer.copy 4 MB -> fixed buffer": all pages of the target, 0.05 ns a byte',
    does: (call) =>
      outcome(
        INTEGER,
        sweeps(argument(0), bytesOf(call.receiver)),
        takes(40),
        takes(0.046, bytesOf(call.receiver)),
      ),
  },
  'Buffer.prototype.fill': {
    source: 'row "Float64Array.fill() native 16 MB": 0.09 ns a byte',
    does: (call) =>
      outcome(
        RECEIVER_ITSELF,
        sweeps(RECEIVER, bytesOf(call.receiver)),
        takes(40),
        takes(0.09, bytesOf(call.receiver)),
      ),
  },
  'Buffer.prototype.write': {
    source: 'estimate: 0.3 ns a byte',
    does: (call) =>
      outcome(
        INTEGER,
        sweeps(RECEIVER, bytesOf(argumentOf(call, 0))),
        takes(60),
        takes(0.3, charactersOf(argumentOf(call, 0))),
      ),
  },
  'Buffer.prototype.toString': decoding,
  'Buffer.prototype.toJSON': {
    source: 'estimate: an array of 8 B a byte',
    does: (call) =>
      outcome(
        { kind: 'object', fields: {} },
        allocates(scale(bytesOf(call.receiver), 8), 'result'),
        takes(3, bytesOf(call.receiver)),
      ),
  },
  ...family('Buffer.prototype.', ['slice', 'subarray'], view),
  ...family('Buffer.prototype.', ['equals', 'includes'], comparing(BOOLEAN)),
  ...family('Buffer.prototype.', ['compare', 'indexOf', 'lastIndexOf'], comparing(INTEGER)),
  ...family('Buffer.prototype.read', FIELDS, access(false)),
  ...family('Buffer.prototype.write', FIELDS, access(true)),
  ...family('Buffer.prototype.', ['swap16', 'swap32', 'swap64'], {
    source: 'estimate: 0.2 ns a byte in place',
    does: (call) =>
      outcome(RECEIVER_ITSELF, sweeps(RECEIVER, bytesOf(call.receiver)), takes(0.2, bytesOf(call.receiver))),
  }),
  TextEncoder: {
    source: 'estimate: a small object',
    does: () => outcome(instance('TextEncoder'), allocates(quantity(56), 'result'), takes(200)),
  },
  TextDecoder: {
    source: 'estimate: a small object and an ICU converter',
    does: () => outcome(instance('TextDecoder'), allocates(quantity(120), 'result'), takes(1500)),
  },
  'TextEncoder.prototype.encode': {
    source: COPY_SOURCE,
    does: (call) =>
      outcome(
        bytes('Uint8Array', 1, bytesOf(argumentOf(call, 0)), argumentOf(call, 0).content),
        allocatesMany(VIEW_BYTES, 'result'),
        allocatesOutside(bytesOf(argumentOf(call, 0)), 'result'),
        takes(200),
        takes(0.3, bytesOf(argumentOf(call, 0))),
      ),
  },
  'TextEncoder.prototype.encodeInto': {
    source: 'estimate: 0.3 ns a byte',
    does: (call) =>
      outcome(
        { kind: 'object', fields: {} },
        sweeps(argument(1), bytesOf(argumentOf(call, 0))),
        takes(120),
        takes(0.3, bytesOf(argumentOf(call, 0))),
      ),
  },
  'TextDecoder.prototype.decode': {
    source: 'as Buffer.prototype.toString',
    does: (call) =>
      outcome(
        text(bytesOf(argumentOf(call, 0)), argumentOf(call, 0).content),
        allocates(add(bytesOf(argumentOf(call, 0)), quantity(16)), 'result'),
        takes(200),
        takes(0.3, bytesOf(argumentOf(call, 0))),
      ),
  },
  atob: {
    source: 'row "Buffer.toString+from base64 128KB"',
    does: (call) =>
      outcome(
        text(scale(charactersOf(argumentOf(call, 0)), 0.75)),
        allocates(charactersOf(argumentOf(call, 0)), 'result'),
        takes(2, charactersOf(argumentOf(call, 0))),
      ),
  },
  btoa: {
    source: 'row "Buffer.toString+from base64 128KB"',
    does: (call) =>
      outcome(
        text(scale(charactersOf(argumentOf(call, 0)), 4 / 3)),
        allocates(scale(charactersOf(argumentOf(call, 0)), 4 / 3), 'result'),
        takes(2, charactersOf(argumentOf(call, 0))),
      ),
  },
};
