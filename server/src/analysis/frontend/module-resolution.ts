import { directoryOf, joinPath } from '../../source/file-path.ts';
import type { AnalysisHost } from '../analyzer.ts';
import type { ImportKind } from './package-resolution.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'] as const;

/** `./a.js` in TypeScript source may mean `./a.ts`. */
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** The file a specifier means, relative or as its project maps it. */
export const resolveModule = (
  host: AnalysisHost,
  specifier: string,
  fromFile: string,
  mapped: (specifier: string, fromFile: string) => readonly string[],
): string | undefined =>
  basesOf(specifier, fromFile, mapped)
    .map((base) => fileAt(host, base))
    .find((file) => file !== undefined);

/** The file that a path means, which may lack its extension. */
export const fileAt = (host: AnalysisHost, base: string): string | undefined =>
  candidates(base).find((candidate) => host.fileExists(candidate));

const basesOf = (
  specifier: string,
  fromFile: string,
  mapped: (specifier: string, fromFile: string) => readonly string[],
): readonly string[] => {
  if (specifier.startsWith('/')) return [specifier];
  if (specifier.startsWith('.')) return [joinPath(directoryOf(fromFile), specifier)];
  return specifier.startsWith('node:') ? [] : mapped(specifier, fromFile);
};

const candidates = (base: string): readonly string[] => {
  const dot = base.lastIndexOf('.');
  const extension = dot > base.lastIndexOf('/') ? base.slice(dot) : '';
  const sources = (SOURCE_OF[extension] ?? []).map((replacement) => base.slice(0, dot) + replacement);
  return [
    ...(extension === '' ? [] : [base]),
    ...sources,
    ...EXTENSIONS.map((added) => base + added),
    ...EXTENSIONS.map((added) => `${base}/index${added}`),
  ];
};

/** By its name, or by a look at its characters. */
export const importKindOf = (file: string, text: string): ImportKind => {
  if (/\.c[jt]s$/.test(file)) return 'require';
  return /\.js$/.test(file) && !/^\s*(?:import|export)\b/m.test(text) ? 'require' : 'import';
};

/** Specifiers of modules a text imports or requires, by a look at its characters: enough to know who uses whom. */
export const importedSpecifiers = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(['"])([^'"\n]*)\1/g)].flatMap(
    ([, , specifier]) => (specifier === undefined ? [] : [specifier]),
  );
