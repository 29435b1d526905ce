import { type KnownText, partOfText } from '../../effects/known-text.ts';
import { asQuantity, type Quantity, quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import type { Machine } from '../run/machine.ts';
import { ELEMENT_BYTES } from '../values/element-bytes.ts';
import { MOVED_A_STEP } from '../values/elements.ts';
import { ByteStore, BytesThing, SOME_NUMBER, type Value } from '../values/value.ts';
import { putElement } from './arrays.ts';
import { allocate, allocateExternal, birth, recordExternalWrite } from './heap.ts';
import { pseudoRandom } from './pseudo-random.ts';

/** Typed arrays of at most so many bytes live on the heap: V8 `--typed-array-max-size-in-heap`. */
const ON_HEAP_BYTES = 64;

/** New memory outside the heap, seen as `type`. */
export const newBytes = (
  machine: Machine,
  site: Site,
  type: string,
  length: number | Quantity,
): BytesThing => {
  const elementBytes = ELEMENT_BYTES.get(type) ?? 1;
  const count = asQuantity(length);
  const bytes = quantity(count.low * elementBytes, count.likely * elementBytes, count.high * elementBytes);
  const base = { ...birth(machine, site), prototype: machine.realm?.prototypeOf(type) ?? null };
  const store = new ByteStore(
    typeof length === 'number' ? length * elementBytes : bytes,
    base.born,
    base.shape,
  );
  allocate(machine, BYTES.typedArrayHeader);
  if (bytes.likely > ON_HEAP_BYTES) {
    allocateExternal(machine, bytes);
    // Zeroing: row "new Float64Array(1MB) per iteration", 0.9 ms a MiB with its filling.
    machine.compute(bytes.likely * 0.2);
  }
  return new BytesThing(base, { type, elementBytes, length, store, offset: 0 });
};

/** These bytes, filled from elsewhere. */
export const bytesHolding = (bytes: BytesThing, content: KnownText | null): BytesThing => {
  bytes.store.content = content;
  return bytes;
};

/** Another view of the same memory. */
export const viewOf = (
  machine: Machine,
  site: Site,
  of: BytesThing,
  view: { type: string; length: number | Quantity; offset: number },
): BytesThing => {
  const base = { ...birth(machine, site), prototype: machine.realm?.prototypeOf(view.type) ?? null };
  allocate(machine, BYTES.typedArrayHeader / 2);
  return new BytesThing(base, { ...view, elementBytes: ELEMENT_BYTES.get(view.type) ?? 1, store: of.store });
};

export const likelyLength = (bytes: BytesThing): number =>
  typeof bytes.length === 'number' ? bytes.length : bytes.length.likely;

export const likelyStoreBytes = (store: ByteStore): number =>
  typeof store.bytes === 'number' ? store.bytes : store.bytes.likely;

/** What stands in all of the memory that they are a view of, as long as nothing but that was put there; `null`: nobody knows. */
const contentOfStore = ({ store, elementBytes }: BytesThing): KnownText | null =>
  store.elements.hasKept || elementBytes !== 1 ? null : store.content;

/** What stands in them; `null`: nobody knows. */
export const contentOf = (bytes: BytesThing): KnownText | null => {
  const content = contentOfStore(bytes);
  if (content === null) return null;
  const isAll = bytes.offset === 0 && likelyLength(bytes) === likelyStoreBytes(bytes.store);
  return isAll ? content : partOfText(content, bytes.offset, likelyLength(bytes));
};

/** `index < 0`: somewhere. */
export const bytesGet = (machine: Machine, bytes: BytesThing, index: number): Value => {
  if (index < 0) return SOME_NUMBER;
  if (index >= likelyLength(bytes)) return undefined;
  const content = contentOfStore(bytes);
  const place = bytes.offset / bytes.elementBytes + index;
  if (content === null) return bytes.store.elements.get(place);
  machine.reading.note(asQuantity(bytes.length), index);
  return content.text.charCodeAt(place % content.text.length) & 0xff;
};

/** `index` null: somewhere. */
export const bytesSet = (machine: Machine, bytes: BytesThing, index: number | null, value: Value): void => {
  const length = likelyLength(bytes);
  const at = index ?? pseudoRandom(machine, length);
  if (at < 0 || at >= length) return;
  const position = bytes.offset + at * bytes.elementBytes;
  recordExternalWrite(machine, bytes.store, position, bytes.elementBytes);
  if (index === null) {
    machine.compute(NANOSECONDS.cacheMiss);
    return;
  }
  const place = bytes.offset / bytes.elementBytes + at;
  putElement(machine, bytes, bytes.store.elements, place, stored(bytes.type, value));
};

/** Elements that a copy keeps at the most; the others are like them. */
const MOST_COPIED = 10_000;

/** Puts the first `count` elements of a list into `bytes` from `start` on. Only the values: who calls accounts for the writes. */
export const putElements = (
  machine: Machine,
  bytes: BytesThing,
  start: number,
  count: number,
  elementAt: (index: number) => Value,
): void => {
  const { elements } = bytes.store;
  const kept = Math.min(count, MOST_COPIED);
  const first = bytes.offset / bytes.elementBytes + start;
  machine.spend(Math.floor(kept / MOVED_A_STEP));
  for (let index = 0; index < kept; index++)
    elements.set(first + index, stored(bytes.type, elementAt(index)));
  elements.sampled ||= kept < count;
};

/** The same of other bytes, from their element `from` on; those that hold nothing but what they were made with are quick to copy. */
export const putBytes = (
  machine: Machine,
  bytes: BytesThing,
  start: number,
  source: BytesThing,
  from: number,
  count: number,
): void => {
  const { elements } = bytes.store;
  const unlike = elements.hasKept || elements.fallback !== source.store.elements.fallback;
  if (source.store.elements.hasKept || unlike)
    putElements(machine, bytes, start, count, (index) => bytesGet(machine, source, from + index));
};

/** What the element holds after `value` is written to it. */
const stored = (type: string, value: Value): Value => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return stored(type, Number(value));
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number') return SOME_NUMBER;
  switch (type) {
    case 'Int8Array':
      return (value << 24) >> 24;
    case 'Uint8Array':
    case 'Buffer':
      return value & 0xff;
    case 'Uint8ClampedArray':
      return Math.min(255, Math.max(0, Math.round(value)));
    case 'Int16Array':
      return (value << 16) >> 16;
    case 'Uint16Array':
      return value & 0xffff;
    case 'Int32Array':
      return value | 0;
    case 'Uint32Array':
      return value >>> 0;
    case 'Float32Array':
      return Math.fround(value);
    default:
      return value;
  }
};
