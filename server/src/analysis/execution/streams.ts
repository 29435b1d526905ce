import { type Quantity, quantity } from '../effects/quantity.ts';
import { CHUNK_BYTES, chunksIn, LINE_CHARACTERS, linesIn, linesOf } from '../knowledge/stream-sizes.ts';
import type { Site } from '../program/code.ts';
import { newBytes } from './bytes.ts';
import type { Machine } from './machine.ts';
import { type LibraryThing, stringOfLength, type Value } from './value.ts';

/** What a loop over a library's stream sees. */
export interface Streamed {
  readonly count: Quantity;
  readonly element: (index: number) => Value;
}

/** `null`: no stream, or nobody knows of how many bytes. Its chunks are accounted for where it was made. */
export const streamedBy = (
  machine: Machine,
  { symbol, size, text }: LibraryThing,
  site: Site,
): Streamed | null => {
  if (size === null) return null;
  switch (symbol) {
    case 'ReadStream': {
      const chunk = machine.silently(() => newBytes(machine, site, 'Buffer', CHUNK_BYTES));
      return { count: chunksIn(size), element: () => chunk };
    }
    case 'Interface': {
      if (text === null) return { count: linesIn(size), element: () => stringOfLength(LINE_CHARACTERS) };
      const lines = linesOf(text);
      return { count: quantity(lines.length), element: (index) => lines[index] };
    }
    default:
      return null;
  }
};
