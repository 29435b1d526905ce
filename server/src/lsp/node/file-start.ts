import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file, as UTF-8; a character that is cut in two at their end is left out. Throws where the file cannot be read. */
export const startOfFile = (path: string, bytes: number): string => {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(bytes);
    const read = readSync(descriptor, buffer, 0, bytes, 0);
    return new TextDecoder().decode(buffer.subarray(0, read), { stream: true });
  } finally {
    closeSync(descriptor);
  }
};
