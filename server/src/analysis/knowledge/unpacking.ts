import type { Effect, ResultShape } from '../effects/effect.ts';
import type { Unpacked } from '../effects/known-text.ts';
import { multiply, type Quantity, quantity } from '../effects/quantity.ts';
import { allocatesMany, allocatesOutside, takes } from './effect-builders.ts';
import type { ValueView } from './known-effect.ts';
import { bytesOf } from './sizes.ts';
import { chunksIn, UNPACKED_CHUNK_BYTES } from './stream-sizes.ts';

/** What comes of bytes that zlib has packed. */

/** Text compresses to a third or less: row "zlib.gunzipSync 1 MB out". */
const unpackedBytes = ({ low, likely, high }: Quantity): Quantity =>
  quantity(low * 2, likely * 5, high * 100);

/** `packed`: bytes, or a stream of them. */
export const unpackedOf = (packed: ValueView): Unpacked => {
  const known = packed.kind === 'instance' ? packed.stream?.unpacked : packed.unpacked;
  const size = packed.kind === 'instance' ? packed.length : bytesOf(packed);
  return known ?? { bytes: unpackedBytes(size ?? UNKNOWN_STREAM_BYTES), text: null };
};

/** A stream that nobody described. */
const UNKNOWN_STREAM_BYTES = quantity(1_024, 65_536, 67_108_864);

/** A stream that unpacks what is piped into it. */
export const UNPACKER: ResultShape = {
  kind: 'instance',
  className: 'Unzip',
  size: null,
  content: { asText: false, known: null, unpacks: true },
};

/** Through a stream, in the thread pool and back for each chunk. Measured: 17.7 MB of a log in 60 to 75 ms, Node 20. */
const NANOSECONDS_PER_CHUNK = 60_000;
const HEAP_BYTES_PER_CHUNK = quantity(600, 1000, 2000);

export const streamUnpacked = (bytes: Quantity): readonly Effect[] => {
  const chunks = chunksIn(bytes, UNPACKED_CHUNK_BYTES);
  return [
    allocatesOutside(bytes, 'temporary'),
    allocatesMany(multiply(chunks, HEAP_BYTES_PER_CHUNK), 'temporary'),
    takes(NANOSECONDS_PER_CHUNK, chunks),
  ];
};
