import { closeSync, openSync, readSync } from 'node:fs';

/** Reads parts of a file, which is closed when `read` is done. Throws where it cannot be read. */
export const withFile = <T>(path: string, read: (descriptor: number) => T): T => {
  const descriptor = openSync(path, 'r');
  try {
    return read(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** So many bytes, or fewer where the file ends before. */
export const partOfFile = (descriptor: number, from: number, bytes: number): Uint8Array<ArrayBuffer> => {
  const buffer = new Uint8Array(bytes);
  return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, from));
};

/** Bytes that a text begins with, as UTF-8; a character that is cut in two at their end is left out. */
export const beginningAsText = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes, { stream: true });
