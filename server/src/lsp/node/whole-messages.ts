import { Writable } from 'node:stream';

/**
 * Passes each message on in one write. The protocol library writes a message's header and its content one after the other,
 * which costs two calls of the system and wakes the reader twice.
 */
export const wholeMessages = (output: Writable): Writable => {
  let header: Buffer | null = null;
  const joined = new Writable({
    write(chunk: Buffer, _encoding, written) {
      if (header === null) {
        header = chunk;
        written();
        return;
      }
      const message = Buffer.concat([header, chunk]);
      header = null;
      output.write(message, written);
    },
  });
  output.on('error', (failure) => joined.destroy(failure));
  output.on('close', () => joined.destroy());
  return joined;
};
