import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Analyzer, RuntimeSettings } from '../../server/src/analysis/analyzer.ts';
import type { EntityProfile } from '../../server/src/analysis/entity-profile.ts';
import { createAnalyzer } from '../../server/src/analysis/index.ts';
import { diskHost } from './disk-host.ts';
import type { FunctionRow, MicroRow, ProgramRow } from './measured-rows.ts';
import { bindLoopConstant, microEntity } from './micro-entity.ts';
import { sourceEntity } from './source-entity.ts';

/** What the analysis says of a measured row; `null`: it found no entity or knows nothing of it. */
export type RowProfile = EntityProfile | null;

/** What the rows were measured on. */
const NODE_20: RuntimeSettings = { name: 'node20', maxSemiSpaceMiB: null };

const profileOf = (analyzer: Analyzer, file: string, entity: number | undefined): RowProfile =>
  entity === undefined
    ? null
    : (analyzer.profiles(file).find((profile) => profile.entity === entity) ?? null);

/** Each row with its own runtime flags; `source` is micro-entities.js. */
export const microProfiles = (source: string, rows: readonly MicroRow[]): readonly RowProfile[] => {
  const text = readFileSync(source, 'utf8');
  const analyzer = createAnalyzer(diskHost, NODE_20);
  let current: string | null = null;
  const profiles = rows.map((row) => {
    const bound = bindLoopConstant(text, row);
    if (bound !== current) analyzer.setText(source, bound);
    current = bound;
    analyzer.setRuntime({ ...NODE_20, maxSemiSpaceMiB: row.maxSemiSpaceMiB });
    return profileOf(analyzer, source, microEntity(analyzer.outline(source), row.line)?.index);
  });
  analyzer.dispose();
  return profiles;
};

/** What is analysed in place of a row's file. */
export interface RowSource {
  readonly text: string;
  /** Texts of scripts that were run before it, by the paths, below the folder of the sources, where the analysis is to find them. */
  readonly beside: ReadonlyMap<string, string>;
  /** Offset of the function whose repetition was measured; `null`: the one that the row names. */
  readonly measuredAt: number | null;
}

/** `null`: the file as it stands. */
export type SourceOf = (row: ProgramRow | FunctionRow) => RowSource | null;

/** Rows of the public programs, found below `folder` at the paths that the rows name. Those of the same text are analysed together. */
export const sourceProfiles = (
  folder: string,
  rows: readonly (ProgramRow | FunctionRow)[],
  sourceOf: SourceOf,
): readonly RowProfile[] => {
  const analyzers = new Map<string, Analyzer>();
  const analyzerOf = (absolute: string, source: RowSource | null): Analyzer => {
    const key = `${absolute}\n${source?.text ?? ''}`;
    const known = analyzers.get(key);
    if (known !== undefined) return known;
    const analyzer = createAnalyzer(diskHost, NODE_20);
    analyzers.set(key, analyzer);
    if (source === null) return analyzer;
    analyzer.setText(absolute, source.text);
    for (const [script, text] of source.beside) analyzer.setText(path.resolve(folder, script), text);
    return analyzer;
  };
  const profiles = rows.map((row) => {
    const { file, firstLine } = row;
    const absolute = path.resolve(folder, file);
    if (file === '' || firstLine === null || !diskHost.fileExists(absolute)) return null;
    const source = sourceOf(row);
    const analyzer = analyzerOf(absolute, source);
    const outline = analyzer.outline(absolute);
    const measuredAt = source?.measuredAt ?? null;
    const entity =
      measuredAt === null
        ? sourceEntity(outline, firstLine)
        : outline.entities.find(({ span }) => span.start === measuredAt);
    return profileOf(analyzer, absolute, entity?.index);
  });
  for (const analyzer of analyzers.values()) analyzer.dispose();
  return profiles;
};
