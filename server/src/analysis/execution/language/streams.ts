import type { Quantity } from '../../effects/quantity.ts';
import { quantity } from '../../effects/quantity.ts';
import {
  chunkBytesOf,
  chunksIn,
  lineCharacters,
  linesIn,
  linesOf,
  partOf,
} from '../../knowledge/stream-sizes.ts';
import type { Site } from '../../program/code.ts';
import { bytesHolding, newBytes } from '../heap/bytes.ts';
import type { Machine } from '../run/machine.ts';
import { textLike } from '../values/sampled-text.ts';
import { type LibraryThing, stringOfLength, type Value } from '../values/value.ts';

/** What a loop over a library's stream sees. */
export interface Streamed {
  readonly count: Quantity;
  readonly elementAt: (index: number) => Value;
}

/** `null`: no stream, or nobody knows of how many bytes. Its chunks are accounted for where it was made. */
export const streamedBy = (
  machine: Machine,
  { symbol, size, content }: LibraryThing,
  site: Site,
): Streamed | null => {
  if (size === null) return null;
  const known = content?.known ?? null;
  switch (symbol) {
    case 'ReadStream':
    case 'Unzip': {
      const part = partOf(content);
      const bytes = chunkBytesOf(content);
      const chunk = content?.asText
        ? textLike(quantity(bytes), part?.text ?? '')
        : machine.silently(() => bytesHolding(newBytes(machine, site, 'Buffer', bytes), part));
      return { count: chunksIn(size, bytes), elementAt: () => chunk };
    }
    case 'Interface': {
      const lines = known ? linesOf(known.text) : [];
      const unknown = stringOfLength(lineCharacters(known));
      return {
        count: linesIn(size, known),
        elementAt: (index) => lines[index % Math.max(1, lines.length)] ?? unknown,
      };
    }
    default:
      return null;
  }
};
