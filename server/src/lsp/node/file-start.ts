import { beginningAsText, partOfFile, withFile } from './file-part.ts';

/** The first bytes of a file, as UTF-8; a character that is cut in two at their end is left out. Throws where the file cannot be read. */
export const startOfFile = (path: string, bytes: number): string =>
  withFile(path, (descriptor) => beginningAsText(partOfFile(descriptor, 0, bytes)));
