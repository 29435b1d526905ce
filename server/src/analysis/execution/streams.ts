import type { Quantity } from '../effects/quantity.ts';
import { CHUNK_BYTES, chunksIn, LINE_CHARACTERS, linesIn } from '../knowledge/stream-sizes.ts';
import type { Site } from '../program/code.ts';
import { newBytes } from './bytes.ts';
import type { Machine } from './machine.ts';
import { type LibraryThing, stringOfLength, type Value } from './value.ts';

/** What a loop over a library's stream sees. */
export interface Streamed {
  readonly count: Quantity;
  readonly element: Value;
}

/** `null`: no stream, or nobody knows of how many bytes. Its chunks are accounted for where it was made. */
export const streamedBy = (machine: Machine, { symbol, size }: LibraryThing, site: Site): Streamed | null => {
  if (size === null) return null;
  switch (symbol) {
    case 'ReadStream':
      return {
        count: chunksIn(size),
        element: machine.silently(() => newBytes(machine, site, 'Buffer', CHUNK_BYTES)),
      };
    case 'Interface':
      return { count: linesIn(size), element: stringOfLength(LINE_CHARACTERS) };
    default:
      return null;
  }
};
