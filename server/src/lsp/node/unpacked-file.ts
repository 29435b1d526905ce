import { fstatSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import type { UnpackedFile } from '../../analysis/program/data-file.ts';
import { beginningAsText, partOfFile, withFile } from './file-part.ts';

/** RFC 1952: the first bytes of what gzip has packed by deflating it. */
const MAGIC = [0x1f, 0x8b, 8] as const;

/** At the end stands how many bytes there were, modulo 2^32. */
const TRAILER_BYTES = 4;

/** Deflating makes nothing smaller than 1/1032: so much is unpacked in some milliseconds whatever it is. */
const PACKED_BYTES = 1 << 14;

/** `undefined`: it is not packed. `bytes`: of the beginning, at most. Throws where the file cannot be read. */
export const unpackedFile = (path: string, bytes: number): UnpackedFile | undefined =>
  withFile(path, (descriptor) => {
    const { size } = fstatSync(descriptor);
    const packed = partOfFile(descriptor, 0, Math.min(PACKED_BYTES, size));
    if (!MAGIC.every((byte, index) => packed[index] === byte)) return undefined;
    const begins = gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
    const trailer = partOfFile(descriptor, size - TRAILER_BYTES, TRAILER_BYTES);
    const all = new DataView(trailer.buffer).getUint32(0, true);
    return { bytes: Math.max(all, begins.length), start: beginningAsText(begins.subarray(0, bytes)) };
  });
