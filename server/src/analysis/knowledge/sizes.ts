import { type Quantity, quantity } from '../effects/quantity.ts';
import type { KnownCall, ValueView } from './known-effect.ts';

/** Sizes of what a function is called with; where nobody knows, a wide guess whose doubt shows in the result. */

/** From a handful to a large collection. */
const UNKNOWN_LENGTH = quantity(2, 50, 10_000);
/** From a word to a page of text. */
const UNKNOWN_TEXT_LENGTH = quantity(2, 20, 5_000);
/** From one network packet to a file. */
const UNKNOWN_BYTES = quantity(512, 16_384, 4_194_304);
/** An object graph as JSON APIs exchange them. */
const UNKNOWN_OBJECTS = quantity(1, 50, 20_000);

/** `undefined` arguments as a view, for arguments that are not there. */
const ABSENT: ValueView = {
  kind: 'undefined',
  number: null,
  text: null,
  length: null,
  byteLength: null,
  content: null,
  stream: null,
  reachable: null,
  field: () => ABSENT,
};

export const argumentOf = (call: KnownCall, index: number): ValueView => call.arguments[index] ?? ABSENT;

export const isGiven = (value: ValueView): boolean => value.kind !== 'undefined' && value.kind !== 'null';

/** Elements of a collection. */
export const lengthOf = (value: ValueView): Quantity => value.length ?? UNKNOWN_LENGTH;

/** Characters of a string, or of the decimal form of a number. */
export const charactersOf = (value: ValueView): Quantity => {
  if (value.text !== null) return quantity(value.text.length);
  if (value.kind === 'string' && value.length !== null) return value.length;
  return value.kind === 'number' ? quantity(1, 6, 20) : UNKNOWN_TEXT_LENGTH;
};

/** Bytes of a buffer or typed array, or of a string in UTF-8 (one byte a character). */
export const bytesOf = (value: ValueView): Quantity => {
  if (value.byteLength !== null) return value.byteLength;
  if (value.kind === 'string' && value.length !== null) return value.length;
  if (value.text !== null) return quantity(value.text.length);
  return UNKNOWN_BYTES;
};

/** A number argument used as a size; `fallback` when it is not known. */
export const numberOf = (value: ValueView, fallback: Quantity): Quantity => value.number ?? fallback;

export const objectsOf = (value: ValueView): Quantity => value.reachable?.objects ?? UNKNOWN_OBJECTS;

/** Bytes on the heap of all that is reachable. */
export const graphBytesOf = (value: ValueView): Quantity =>
  value.reachable?.bytes ??
  quantity(UNKNOWN_OBJECTS.low * 40, UNKNOWN_OBJECTS.likely * 100, UNKNOWN_OBJECTS.high * 200);

/** Sum over the arguments from `first` on. */
export const argumentCount = (call: KnownCall, first = 0): Quantity =>
  quantity(Math.max(call.arguments.length - first, 0));

/** A file that nobody described. */
const UNKNOWN_FILE_BYTES = quantity(1_024, 65_536, 67_108_864);

/** Bytes of the file that the first argument names. */
export const fileBytes = (call: KnownCall): Quantity => call.fileBytes?.() ?? UNKNOWN_FILE_BYTES;
