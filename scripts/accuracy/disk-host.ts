import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { AnalysisHost } from '../../server/src/analysis/analyzer.ts';
import { startOfFile } from '../../server/src/lsp/node/file-start.ts';
import { unpackedFile } from '../../server/src/lsp/node/unpacked-file.ts';

/** The files as they are on disk. */
export const diskHost: AnalysisHost = {
  readFile: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
  fileExists: (file) => existsSync(file) && statSync(file).isFile(),
  directoryExists: (file) => existsSync(file) && statSync(file).isDirectory(),
  listDirectory: (folder) => readdirSync(folder),
  fileBytes: (file) => (existsSync(file) ? statSync(file).size : undefined),
  fileStart: startOfFile,
  fileUnpacked: unpackedFile,
  realPath: (file) => realpathSync(file),
};
