import type { AnalysisHost, Analyzer } from '../../src/analysis/analyzer.ts';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';
import type { ContextNode } from '../../src/analysis/execution/costs/context-tree.ts';
import { lowerFile } from '../../src/analysis/frontend/lower-file.ts';
import { OutlineCache } from '../../src/analysis/frontend/outline.ts';
import { createAnalyzer } from '../../src/analysis/index.ts';
import type { UnpackedFile } from '../../src/analysis/program/data-file.ts';
import { PartwiseRuns } from '../../src/analysis/program-worlds.ts';
import { type InWords, inWords } from '../in-words.ts';

/** Files that exist in a test only, by absolute path. */
export const hostOf = (files: Readonly<Record<string, string>>): AnalysisHost => ({
  readFile: (file) => files[file],
  fileExists: (file) => file in files,
  directoryExists: (folder) => Object.keys(files).some((file) => file.startsWith(`${folder}/`)),
  listDirectory: (folder) =>
    Object.keys(files)
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => file.slice(folder.length + 1)),
  fileBytes: (file) => files[file]?.length,
});

export const MAIN = '/project/main.js';

export const analyzerOf = (
  source: string,
  others: Readonly<Record<string, string>> = {},
  main = MAIN,
): Analyzer => {
  const analyzer = createAnalyzer(hostOf({ [main]: source, ...others }));
  analyzer.setText(main, source);
  return analyzer;
};

/** The profile of the entity of that name, in English; the test fails when there is none. */
export const profileNamed = (analyzer: Analyzer, name: string, file = MAIN): InWords<EntityProfile> => {
  const entity = analyzer.outline(file).entities.find((candidate) => candidate.name === name);
  const profile = entity && analyzer.profiles(file)[entity.index];
  if (!profile)
    throw new Error(`no entity ${name}: ${analyzer.outline(file).entities.map((one) => one.name)}`);
  return inWords(profile);
};

export const profileIn = (source: string, name: string): InWords<EntityProfile> =>
  profileNamed(analyzerOf(source), name);

/** A file that a program opens, and how it begins, packed or not. */
interface SomeFile {
  readonly bytes: number;
  readonly start?: string;
  readonly unpacked?: UnpackedFile;
}

/** Executions of code whose text starts with `head`. `dataFiles`: bytes of the files that it opens, by name, and how they begin. */
export const executionsOf = (
  source: string,
  head: string,
  dataFiles: Readonly<Record<string, number | SomeFile>> = {},
): readonly ContextNode[] => {
  const outlines = new OutlineCache();
  const sourceFile = outlines.sourceFile(MAIN, source);
  if (!sourceFile) throw new Error('not parsed');
  const { code } = lowerFile(sourceFile, []);
  const { nodes } = new PartwiseRuns().run({
    entries: [MAIN],
    wanted: [MAIN],
    code: (file) => (file === MAIN ? code : undefined),
    resolve: () => undefined,
    json: () => null,
    dataFile: (path) => {
      const file = dataFiles[path];
      if (file === undefined) return undefined;
      const { bytes, start, unpacked }: SomeFile = typeof file === 'number' ? { bytes: file } : file;
      return { path, bytes, text: () => undefined, start: () => start, unpacked: () => unpacked };
    },
    definers: () => [],
    assumed: () => undefined,
    assumptions: () => '',
    cancelled: () => false,
  });
  const start = source.indexOf(head);
  return outlines
    .outline(MAIN, source)
    .entities.filter(({ span }) => span.start === start)
    .flatMap(({ span }) => nodes.of(MAIN, span));
};

/** Iterations of all executions of a loop together. */
export const tripsOf = (source: string, head: string): number =>
  executionsOf(source, head).reduce((sum, node) => sum + node.trips.likely, 0);
