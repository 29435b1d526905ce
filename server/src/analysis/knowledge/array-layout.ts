import { add, largest, type Quantity, quantity } from '../effects/quantity.ts';
import { allocates, each } from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';

/** V8: a JSArray of 4 words, and its elements, 8 B each behind 16 B (pointers are not compressed in Node). */
export const arrayBytes = (length: Quantity): Quantity => add(quantity(32 + 16), each(length, 8));

export const freshArray = (length: Quantity) => allocates(arrayBytes(length), 'result');

/** V8 `JSObject::NewElementsCapacity`: a full array grows to 1.5 times its length + 16 and copies; what is left behind is garbage. */
const KEPT_BYTES_PER_PUSH = 10;
export const COPIED_BYTES_PER_PUSH = 24;

export const grows = (call: KnownCall, count: Quantity) => {
  const beyond = call.receiver.length ?? quantity(0);
  const elements = each(largest(beyond, count), 8);
  /** Each push takes its share of a large backing store once the array has outgrown 128 KiB. */
  const large = elements.likely > 128 * 1024;
  const space = large ? 'large' : 'young';
  return [
    { kind: 'allocate', space, bytes: each(count, KEPT_BYTES_PER_PUSH), lifetime: 'retained' },
    { kind: 'allocate', space, bytes: each(count, COPIED_BYTES_PER_PUSH), lifetime: 'temporary' },
  ] as const;
};
