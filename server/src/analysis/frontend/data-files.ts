import { directoryOf, joinPath } from '../../source/file-path.ts';
import type { AnalysisHost } from '../analyzer.ts';

/** Of large files so much is read: some hundreds of lines or records. */
export const START_BYTES = 1 << 16;

/** Directories above a source file that are looked through. */
const MOST_LEVELS = 6;

const ABSOLUTE = /^(?:\/|[a-z]:[\\/]|[a-z][a-z0-9+.-]+:\/\/)/i;

/**
 * Where the file may lie that a program opens by a path. A relative path counts from the directory that the program is started in, which nobody knows: it
 * mostly is that of the source file, or one above it up to that of the package.
 */
export function* dataFileCandidates(host: AnalysisHost, path: string, fromFile: string): Iterable<string> {
  if (ABSOLUTE.test(path)) {
    yield path;
    return;
  }
  let directory = directoryOf(fromFile);
  for (let level = 0; level < MOST_LEVELS && directory !== ''; level++) {
    yield joinPath(directory, path);
    if (host.fileExists(joinPath(directory, 'package.json'))) return;
    directory = directoryOf(directory);
  }
}
