import { posix } from 'node:path';
import type { CliIo } from '../io.ts';

/** The absolute form, with `/`, of a path as the user typed it. */
export const absolutePath = (io: CliIo, path: string): string => {
  const slashed = path.replaceAll('\\', '/');
  // A drive letter is absolute too.
  return /^[A-Za-z]:\//.test(slashed) ? slashed : posix.resolve(io.workingDirectory, slashed);
};

/** Relative to the working directory, for people and for the JSON contracts. */
export const displayPath = (io: CliIo, path: string): string =>
  posix.relative(io.workingDirectory, path) || '.';
