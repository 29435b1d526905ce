import { mapEstimate } from '@migration-tags/simulator';
import type { StreamContent } from '../effects/effect.ts';
import type { KnownText } from '../effects/known-text.ts';
import { type Quantity, quantity } from '../effects/quantity.ts';

/** What a stream of known size hands over. */

/** Node `fs.createReadStream` `highWaterMark`: 64 KiB. */
export const CHUNK_BYTES = 65_536;

/** Characters of a line of text. Estimate: from a column of numbers to a record of a log. */
const LINE_CHARACTERS = quantity(20, 80, 400);

/** Node `zlib.constants.Z_DEFAULT_CHUNK`. */
export const UNPACKED_CHUNK_BYTES = 16_384;

export const chunkBytesOf = (content: StreamContent | null): number =>
  content?.unpacks ? UNPACKED_CHUNK_BYTES : CHUNK_BYTES;

export const chunksIn = (bytes: Quantity, each = CHUNK_BYTES): Quantity =>
  mapEstimate(bytes, (value) => Math.max(1, Math.ceil(value / each)));

/** As `readline` hands them over: what follows the last end of a line is one more, unless it is nothing. */
export const linesOf = (text: string): readonly string[] => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** How long a line is with its end: as where the text begins, if that is known. */
export const lineCharacters = (known: KnownText | null): Quantity => {
  const lines = known ? linesOf(known.text).length : 0;
  return known && lines > 0 ? quantity(known.text.length / lines) : LINE_CHARACTERS;
};

export const linesIn = ({ low, likely, high }: Quantity, known: KnownText | null): Quantity => {
  if (known?.isWhole) return quantity(linesOf(known.text).length);
  const line = lineCharacters(known);
  return quantity(low / line.high, Math.max(1, likely / line.likely), Math.max(1, high / line.low));
};

/** What is known of a part of what comes through a stream: that it is like the whole. */
export const partOf = (content: StreamContent | null): KnownText | null =>
  content?.known ? { text: content.known.text, isWhole: false } : null;
