import { mapEstimate } from '@migration-tags/simulator';
import { type Quantity, quantity } from '../effects/quantity.ts';

/** What a stream of known size hands over. */

/** Node `fs.createReadStream` `highWaterMark`: 64 KiB. */
export const CHUNK_BYTES = 65_536;

/** Characters of a line of text. Estimate: from a column of numbers to a record of a log. */
export const LINE_CHARACTERS = quantity(20, 80, 400);

export const chunksIn = (bytes: Quantity): Quantity =>
  mapEstimate(bytes, (value) => Math.max(1, Math.ceil(value / CHUNK_BYTES)));

/** As `readline` hands them over: what follows the last end of a line is one more, unless it is nothing. */
export const linesOf = (text: string): readonly string[] => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

export const linesIn = ({ low, likely, high }: Quantity): Quantity =>
  quantity(
    low / LINE_CHARACTERS.high,
    Math.max(1, likely / LINE_CHARACTERS.likely),
    Math.max(1, high / LINE_CHARACTERS.low),
  );
