import { say } from '@migration-tags/simulator';
import { partOfText } from '../../effects/known-text.ts';
import type { Quantity } from '../../effects/quantity.ts';
import { BUFFER_FORMATS, DATA_VIEW_FORMATS } from '../../knowledge/view-formats.ts';
import { callValue } from '../calls/calls.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { unknownLength } from '../calls/synthesis.ts';
import { named } from '../code-facts/naming.ts';
import {
  bytesGet,
  bytesHolding,
  bytesSet,
  contentOf,
  likelyLength,
  likelyStoreBytes,
  newBytes,
  putBytes,
  putElements,
  viewOf,
} from '../heap/bytes.ts';
import { recordSweep } from '../heap/heap.ts';
import { textLength, textOf } from '../language/operators.ts';
import { forEachIndex } from '../loops/sampling.ts';
import type { Machine } from '../run/machine.ts';
import { ELEMENT_BYTES } from '../values/element-bytes.ts';
import { Elements } from '../values/elements.ts';
import { ArrayThing, BytesThing, SOME_NUMBER, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

const lengthArgument = (machine: Machine, value: Value, elementBytes: number): number | Quantity => {
  if (typeof value === 'number') return Math.max(0, Math.floor(value));
  if (value instanceof Unknown && value.type !== 'string')
    return value.estimate ?? unknownLength(machine, elementBytes);
  return 0;
};

const questionLength = ({ machine, values: [value] }: NativeCall): void => {
  if (value instanceof Unknown && !value.estimate && machine.declaredBytes() === null)
    machine.question(say`How large is ${named(value.origin, say`this buffer`)}? \`assume size=\u2026\``);
};

/** `new Float64Array(n)`, of another array, or as a view of a buffer. */
const construct =
  (type: string): Intrinsic =>
  (call) => {
    const {
      machine,
      site,
      values: [source, offset, length],
    } = call;
    const elementBytes = ELEMENT_BYTES.get(type) ?? 1;
    if (source instanceof BytesThing && /ArrayBuffer$/.test(source.type)) {
      const from = typeof offset === 'number' ? offset : 0;
      const rest = Math.floor((likelyStoreBytes(source.store) - from) / elementBytes);
      return viewOf(machine, site, source, {
        type,
        offset: from,
        length: typeof length === 'number' ? length : Math.max(0, rest),
      });
    }
    if (source instanceof BytesThing) return copyOf(call, type, source);
    if (source instanceof Thing) return ofList(call, type, source);
    questionLength(call);
    return newBytes(machine, site, type, lengthArgument(machine, source, elementBytes));
  };

const copyOf = (
  { machine, site }: NativeCall,
  type: string,
  source: BytesThing,
  from = 0,
  length = source.length,
): BytesThing => {
  const copy = newBytes(machine, site, type, length);
  copy.store.elements.fallback = source.store.elements.fallback;
  putBytes(machine, copy, 0, source, from, likelyLength(copy));
  const content = contentOf(source);
  return bytesHolding(copy, content && partOfText(content, from, likelyLength(copy)));
};

const ofList = ({ machine, site }: NativeCall, type: string, list: Thing): BytesThing => {
  const { length, elements } = list instanceof ArrayThing ? list : NO_LIST;
  const bytes = newBytes(machine, site, type, length);
  putElements(machine, bytes, 0, length, (index) => elements.get(index));
  return bytes;
};

const NO_LIST = { length: 0, elements: new Elements(undefined) } as const;

const onBytes =
  (work: (bytes: BytesThing, call: NativeCall) => Value): Intrinsic =>
  (call) =>
    call.receiver instanceof BytesThing ? work(call.receiver, call) : UNKNOWN;

const fill = onBytes((bytes, { machine, values: [value, from, to] }) => {
  const start = typeof from === 'number' ? from : 0;
  const end = typeof to === 'number' ? to : likelyLength(bytes);
  if (start === 0 && end >= likelyLength(bytes))
    bytes.store.elements.fill(typeof value === 'number' ? value : 0);
  recordSweep(
    machine,
    bytes.store,
    bytes.offset + start * bytes.elementBytes,
    Math.max(0, end - start) * bytes.elementBytes,
  );
  return bytes;
});

const subarray = onBytes((bytes, { machine, site, values: [from, to] }) => {
  const length = likelyLength(bytes);
  const clamp = (value: Value, fallback: number): number =>
    typeof value === 'number' ? Math.min(length, Math.max(0, value < 0 ? length + value : value)) : fallback;
  const start = clamp(from, 0);
  return viewOf(machine, site, bytes, {
    type: bytes.type,
    offset: bytes.offset + start * bytes.elementBytes,
    length: Math.max(0, clamp(to, length) - start),
  });
});

const slice = onBytes((bytes, call) => {
  const [from, to] = call.values;
  const length = likelyLength(bytes);
  const start = typeof from === 'number' ? Math.max(0, from < 0 ? length + from : from) : 0;
  const end = typeof to === 'number' ? Math.min(length, to < 0 ? length + to : to) : length;
  return call.result(() => copyOf(call, bytes.type, bytes, start, Math.max(0, end - start)));
});

const set = onBytes((bytes, { machine, values: [source, offset] }) => {
  const count =
    source instanceof BytesThing ? likelyLength(source) : source instanceof ArrayThing ? source.length : 0;
  const start = typeof offset === 'number' ? offset : 0;
  if (source instanceof BytesThing) putBytes(machine, bytes, start, source, 0, count);
  else if (source instanceof ArrayThing)
    putElements(machine, bytes, start, count, (index) => source.elements.get(index));
  recordSweep(machine, bytes.store, bytes.offset + start * bytes.elementBytes, count * bytes.elementBytes);
  return undefined;
});

/** In place, by radix or comparison: every element is written. */
const sort = onBytes((bytes, { machine }) => {
  recordSweep(machine, bytes.store, bytes.offset, likelyLength(bytes) * bytes.elementBytes);
  return bytes;
});

/** Calls the callback for each element, or for some that stand for all; `take` is given what it returns. */
const visit = (
  bytes: BytesThing,
  { machine, values: [callback], site }: NativeCall,
  take: (index: number, result: Value) => void,
): void => {
  const last = likelyLength(bytes) - 1;
  forEachIndex(machine, bytes.length, (index) => {
    const value = bytesGet(machine, bytes, Math.min(index, last));
    take(index, callValue(machine, callback, undefined, [value, index, bytes], site));
    return true;
  });
};

const forEach = onBytes((bytes, call) => {
  visit(bytes, call, () => {});
  return undefined;
});

const map = onBytes((bytes, call) => {
  const { machine, site } = call;
  const mapped = call.result(() => newBytes(machine, site, bytes.type, bytes.length));
  let visited = 0;
  visit(bytes, call, (index, result) => {
    mapped.store.elements.sampled ||= index > visited++;
    putElements(machine, mapped, index, 1, () => result);
  });
  return mapped;
});

const reduce = onBytes((bytes, { machine, values: [callback, initial], site }) => {
  let result: Value = initial ?? bytesGet(machine, bytes, 0);
  forEachIndex(machine, bytes.length, (index) => {
    result = callValue(
      machine,
      callback,
      undefined,
      [result, bytesGet(machine, bytes, Math.min(index, likelyLength(bytes) - 1)), index, bytes],
      site,
    );
    return true;
  });
  return result;
});

const bufferFrom: Intrinsic = (call) => {
  const [source] = call.values;
  if (source instanceof BytesThing) return call.result(() => copyOf(call, 'Buffer', source));
  if (source instanceof ArrayThing) return call.result(() => ofList(call, 'Buffer', source));
  return call.typical();
};

const bufferAlloc: Intrinsic = (call) => {
  const {
    machine,
    site,
    values: [size, value],
  } = call;
  questionLength(call);
  const bytes = call.result(() => newBytes(machine, site, 'Buffer', lengthArgument(machine, size, 1)));
  if (typeof value === 'number') bytes.store.elements.fallback = value;
  return bytes;
};

const readNumber = onBytes((bytes, { machine, values: [offset] }) =>
  typeof offset === 'number' ? (bytesGet(machine, bytes, offset) ?? 0) : SOME_NUMBER,
);

const writeNumber = onBytes((bytes, { machine, values: [first, second] }) => {
  // Buffers take (value, offset), DataViews (offset, value).
  const offset = bytes.type === 'DataView' ? first : second;
  bytesSet(
    machine,
    bytes,
    typeof offset === 'number' ? offset : null,
    bytes.type === 'DataView' ? second : first,
  );
  return undefined;
});

export const BYTES_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ...[...ELEMENT_BYTES.keys()]
    .filter((type) => type !== 'Buffer')
    .map((type): readonly [string, Intrinsic] => [type, construct(type)]),
  ['Buffer', bufferFrom],
  ['Buffer.from', bufferFrom],
  ['Buffer.alloc', bufferAlloc],
  ['Buffer.allocUnsafe', bufferAlloc],
  ['Buffer.allocUnsafeSlow', bufferAlloc],
  ['TypedArray.prototype.fill', fill],
  ['TypedArray.prototype.subarray', subarray],
  ['Buffer.prototype.subarray', subarray],
  ['Buffer.prototype.slice', subarray],
  ['TypedArray.prototype.slice', slice],
  ['ArrayBuffer.prototype.slice', slice],
  ['TypedArray.prototype.set', set],
  ['TypedArray.prototype.sort', sort],
  ['TypedArray.prototype.forEach', forEach],
  ['TypedArray.prototype.map', map],
  ['TypedArray.prototype.reduce', reduce],
  ...DATA_VIEW_FORMATS.flatMap((format): readonly (readonly [string, Intrinsic])[] => [
    [`DataView.prototype.get${format}`, readNumber],
    [`DataView.prototype.set${format}`, writeNumber],
  ]),
  ...BUFFER_FORMATS.flatMap((format): readonly (readonly [string, Intrinsic])[] => [
    [`Buffer.prototype.read${format}`, readNumber],
    [`Buffer.prototype.write${format}`, writeNumber],
  ]),
  [
    'Buffer.byteLength',
    ({ values: [value] }) => (textOf(value) === null ? SOME_NUMBER : textLength(value).likely),
  ],
];
