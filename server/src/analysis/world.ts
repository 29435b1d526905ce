import type { AssumedFacts } from '../tags/tag-sheet.ts';
import type { CancellationProbe } from './analyzer.ts';
import type { ContextNode } from './execution/context-tree.ts';
import { ProgramRun } from './execution/program-run.ts';
import { knownEffect } from './knowledge/known-effects.ts';
import { applyDeclaredDurations, type ConstantWaits } from './profiles/declared-durations.ts';
import { EntityNodes } from './profiles/entity-nodes.ts';
import type { FileCode, Site } from './program/code.ts';

/** What a world is run from. */
export interface WorldInputs {
  readonly entries: readonly string[];
  readonly code: (file: string) => FileCode | undefined;
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
  readonly json: (file: string) => unknown;
  readonly definers: (name: string, file: string) => readonly string[];
  readonly assumed: (site: Site) => AssumedFacts | undefined;
  readonly cancelled: CancellationProbe;
  /** Files whose uncalled functions are run too. */
  readonly isWanted: (file: string) => boolean;
}

/**
 * Steps of one execution, about 20 million a second: shared by the entry files, and by the functions that they do not call.
 * Small programs get enough for each of their parts, large ones a little for each of many.
 */
const BUDGET = {
  entries: { all: 600_000, least: 20_000, most: 400_000 },
  functions: { all: 1_600_000, least: 800, most: 400_000 },
};

/** Which scripts were found to define a global. */
interface GlobalLookup {
  readonly name: string;
  readonly file: string;
  readonly found: readonly string[];
}

/** One abstract execution of entry files with all they import, and what it showed. */
export class World {
  readonly run: ProgramRun;
  readonly nodes: EntityNodes;
  readonly constantWaits: ConstantWaits;
  /** What the entry files ran: their top levels, and what the event loop ran later. */
  readonly ofEntries: ReadonlySet<ContextNode>;
  readonly #seen = new Map<string, FileCode | undefined>();
  readonly #definers: GlobalLookup[] = [];

  constructor(inputs: WorldInputs) {
    const site: Site = {
      file: inputs.entries[0] ?? '',
      span: { start: -1, end: -1 },
      line: 0,
      label: 'program',
    };
    const code = (file: string): FileCode | undefined => {
      const found = inputs.code(file);
      this.#seen.set(file, found);
      return found;
    };
    const asked = new Set<string>();
    const definers = (name: string, file: string): readonly string[] => {
      const found = inputs.definers(name, file);
      const key = `${file}\0${name}`;
      if (!asked.has(key)) this.#definers.push({ name, file, found });
      asked.add(key);
      return found;
    };
    this.run = new ProgramRun(
      { code, resolve: inputs.resolve, json: inputs.json, definers },
      {
        knownEffect,
        assumed: inputs.assumed,
        cancelled: inputs.cancelled,
        budget: BUDGET,
      },
      site,
    );
    this.run.runEntries(inputs.entries);
    this.ofEntries = new Set(this.run.root.children.values());
    this.run.runUncalled(({ file }) => inputs.isWanted(file));
    this.constantWaits = applyDeclaredDurations(this.run.root, inputs.assumed);
    this.nodes = new EntityNodes(this.run.root);
  }

  /** Whether every file it read is still what it was, and the scripts beside define what they did. */
  isCurrent({ code, definers }: Pick<WorldInputs, 'code' | 'definers'>): boolean {
    for (const [file, seen] of this.#seen) if (code(file) !== seen) return false;
    return this.#definers.every(({ name, file, found }) => definers(name, file).join() === found.join());
  }
}
