import type { SourceOutline } from '../source/outline.ts';
import type { TagSheet } from '../tags/tag-sheet.ts';
import type { AssumedFactUse } from './assumption-use.ts';
import type { EntityProfile } from './entity-profile.ts';
import type { UnpackedFile } from './program/data-file.ts';
import type { Timeline } from './timeline.ts';

/** The files around the analysed ones, so that the same analysis runs on a disk and on a virtual file system. Paths are absolute, with `/`. */
export interface AnalysisHost {
  readFile(path: string): string | undefined;
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  /** Names of its entries, without the directory; empty when there is none. */
  listDirectory(path: string): readonly string[];
  /** Its size; `undefined`: there is no such file. */
  fileBytes(path: string): number | undefined;
  /** About so many bytes of its beginning, as UTF-8; without it, of large files no more is known than their size. */
  fileStart?(path: string, bytes: number): string | undefined;
  /** What it holds if gzip has packed it, and about so many bytes of the beginning of that; without it, how large that is is guessed. */
  fileUnpacked?(path: string, bytes: number): UnpackedFile | undefined;
  /** Where links lead; without it, paths are taken as they are. */
  realPath?(path: string): string;
}

/** The JavaScript engine the workload runs on: what sizes its young generation and its boxes. */
export interface RuntimeSettings {
  readonly name: 'node18' | 'node20' | 'node22' | 'node24';
  /** `--max-semi-space-size`; `null`: the runtime's default for its memory. */
  readonly maxSemiSpaceMiB: number | null;
}

/** Asked between units of work; returning true abandons the analysis by throwing `AnalysisCancelled`. */
export type CancellationProbe = () => boolean;

export class AnalysisCancelled extends Error {
  constructor() {
    super('The analysis was cancelled.');
    this.name = 'AnalysisCancelled';
  }
}

/**
 * The analysis of a set of files that change over time. Text given with `setText` wins over the host's files.
 * Results are cached by content: asking again after an edit re-analyses only what depends on it.
 * Never throws on bad source; what cannot be known is `null` with a question.
 */
export interface Analyzer {
  setText(file: string, text: string): void;
  forget(file: string): void;
  setRuntime(runtime: RuntimeSettings): void;
  /** From syntax alone; answers at once. */
  outline(file: string): SourceOutline;
  tags(file: string): TagSheet;
  /** One profile an entity of the outline, in its order. */
  profiles(file: string, cancelled?: CancellationProbe): readonly EntityProfile[];
  /** One profile a bound region tag of `tags(file).tags`, `undefined` for tags on entities. */
  regionProfiles(file: string, cancelled?: CancellationProbe): readonly (EntityProfile | undefined)[];
  /** One answer a fact, for each of `tags(file).assumptions`. */
  assumptionUses(file: string, cancelled?: CancellationProbe): readonly (readonly AssumedFactUse[])[];
  /** Names of the files on whose sizes the numbers of a file rest, without directories; those included that do not exist. */
  dataFiles(file: string, cancelled?: CancellationProbe): readonly string[];
  /** Source files on which the numbers of a file may rest: itself, those it is linked to by imports, and all that these import. */
  sourceFiles(file: string): readonly string[];
  timeline(entryFile: string, cancelled?: CancellationProbe): Timeline;
  /** Drops every program and cache. */
  dispose(): void;
}
