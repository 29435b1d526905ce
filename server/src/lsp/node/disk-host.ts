import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import type { AnalysisHost } from '../../analysis/analyzer.ts';
import { isVirtualPath } from '../protocol/paths.ts';
import { startOfFile } from './file-start.ts';
import { unpackedFile } from './unpacked-file.ts';

/** Whatever keeps a file from being read, to the analysis it is not there. */
const orElse = <Result>(missing: Result, read: () => Result): Result => {
  try {
    return read();
  } catch {
    return missing;
  }
};

const bytesOf = (stats: Stats): number | undefined => (stats.isFile() ? stats.size : undefined);

/** The real file system. */
export const diskHost: AnalysisHost = {
  readFile: (path) => orElse(undefined, () => readFileSync(path, 'utf8')),
  fileExists: (path) => orElse(false, () => statSync(path).isFile()),
  directoryExists: (path) => orElse(false, () => statSync(path).isDirectory()),
  listDirectory: (path) => orElse([], () => readdirSync(path)),
  fileBytes: (path) => orElse(undefined, () => bytesOf(statSync(path))),
  fileStart: (path, bytes) => orElse(undefined, () => startOfFile(path, bytes)),
  fileUnpacked: (path, bytes) => orElse(undefined, () => unpackedFile(path, bytes)),
  realPath: (path) => orElse(path, () => realpathSync(path)),
};

/** The real file system, and another for the paths that lie on no disk. */
export const diskOr = (virtual: AnalysisHost): AnalysisHost => {
  const hostOf = (path: string): AnalysisHost => (isVirtualPath(path) ? virtual : diskHost);
  return {
    readFile: (path) => hostOf(path).readFile(path),
    fileExists: (path) => hostOf(path).fileExists(path),
    directoryExists: (path) => hostOf(path).directoryExists(path),
    listDirectory: (path) => hostOf(path).listDirectory(path),
    fileBytes: (path) => hostOf(path).fileBytes(path),
    fileStart: (path, bytes) => hostOf(path).fileStart?.(path, bytes),
    fileUnpacked: (path, bytes) => hostOf(path).fileUnpacked?.(path, bytes),
    realPath: (path) => hostOf(path).realPath?.(path) ?? path,
  };
};
