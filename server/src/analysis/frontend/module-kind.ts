import { ts } from 'ts-morph';
import type { FileCode } from '../program/file-code.ts';

/** By its syntax alone: what runs a file is not known. */
export const moduleKind = (sourceFile: ts.SourceFile): FileCode['kind'] => {
  if (ts.isExternalModule(sourceFile)) return 'module';
  if (/\.[cm][jt]sx?$/.test(sourceFile.fileName)) return 'commonjs';
  return /\brequire\s*\(|\bmodule\s*\.\s*exports\b|\bexports\s*\.\s*\w+\s*=/.test(sourceFile.text)
    ? 'commonjs'
    : 'script';
};
