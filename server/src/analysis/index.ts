import { nameOf } from '../source/file-path.ts';
import { isFunctionKind, type SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import { readTags } from '../tags/index.ts';
import type { AssumedFacts, TagSheet } from '../tags/tag-sheet.ts';
import { spanOf } from '../tags/target.ts';
import type { AnalysisHost, Analyzer, CancellationProbe, RuntimeSettings } from './analyzer.ts';
import type { AssumedFactUse } from './assumption-use.ts';
import { quantity } from './effects/quantity.ts';
import type { EntityProfile } from './entity-profile.ts';
import { isLibraryGlobal } from './execution/library-names.ts';
import type { Rhythm } from './execution/recurring-call.ts';
import type { ReadFor } from './frontend/outline.ts';
import { SourceFiles } from './frontend/source-files.ts';
import { assumptionUses } from './profiles/assumption-uses.ts';
import { placeKey } from './profiles/entity-nodes.ts';
import { ProfileMemory } from './profiles/profile-memory.ts';
import type { RecurringCode } from './profiles/recurring-tasks.ts';
import { timelineOf } from './profiles/timeline-of.ts';
import { withThreads } from './profiles/worker-tasks.ts';
import type { FileCode, PieceCode } from './program/file-code.ts';
import { PartwiseRuns, type ProgramWorlds } from './program-worlds.ts';
import type { Timeline } from './timeline.ts';

export type { Analyzer } from './analyzer.ts';

/** Programs kept at a time; each holds what its runs left behind. */
const MOST_PROGRAMS = 8;
/** Node 20 with its own defaults. */
const DEFAULT_RUNTIME: RuntimeSettings = { name: 'node20', maxSemiSpaceMiB: null };

/** `readFor`: `outlines` for one that is asked for nothing but the syntax of files, which takes less memory. */
export const createAnalyzer = (
  host: AnalysisHost,
  runtime: RuntimeSettings = DEFAULT_RUNTIME,
  readFor: ReadFor = 'trees',
): Analyzer => new ProgramAnalyzer(host, runtime, readFor);

interface FileFacts {
  readonly outline: SourceOutline;
  readonly sheet: TagSheet;
  readonly regions: readonly Span[];
  /** By place. */
  readonly assumed: ReadonlyMap<string, AssumedFacts>;
  readonly assumptions: readonly Assumption[];
}

interface Assumption {
  readonly span: Span;
  readonly facts: AssumedFacts;
}

/** The files of one program. */
interface ProgramMembers {
  readonly entries: readonly string[];
  readonly linked: readonly string[];
}

/** What is kept of a program, by its entry files. */
interface Program {
  readonly runs: PartwiseRuns;
  /** As of one version of the given texts. */
  version: number;
  worlds: ProgramWorlds | null;
}

class ProgramAnalyzer implements Analyzer {
  readonly #files: SourceFiles;
  #runtime: RuntimeSettings;
  readonly #programs = new Map<string, Program>();
  readonly #facts = new Map<string, FileFacts>();
  readonly #profiles = new Map<string, readonly EntityProfile[]>();
  #memory: { readonly linesVersion: number; readonly profiles: ProfileMemory } | null = null;
  /** By file, as of one version of the given texts. */
  readonly #members = new Map<string, ProgramMembers>();
  #membersVersion = -1;

  constructor(host: AnalysisHost, runtime: RuntimeSettings, readFor: ReadFor) {
    this.#files = new SourceFiles(host, readFor);
    this.#runtime = runtime;
  }

  setText(file: string, text: string): void {
    this.#files.setText(file, text);
  }

  forget(file: string): void {
    this.#files.forget(file);
    this.#facts.delete(file);
    this.#profiles.delete(file);
  }

  setRuntime(runtime: RuntimeSettings): void {
    // What a program does is the same on every runtime; only what that writes differs.
    this.#runtime = runtime;
    this.#memory = null;
  }

  outline(file: string): SourceOutline {
    return this.#files.outline(file);
  }

  tags(file: string): TagSheet {
    return this.#factsOf(file).sheet;
  }

  profiles(file: string, cancelled: CancellationProbe = never): readonly EntityProfile[] {
    const { outline, assumed } = this.#factsOf(file);
    const { nodes } = this.#worldsOf(file, cancelled);
    const memory = this.#profileMemory();
    const profiles = outline.entities.map(({ index, span }) =>
      memory.profileOf(index, nodes.of(file, span), assumed.get(placeKey(file, span))),
    );
    const known = this.#profiles.get(file);
    if (known?.length === profiles.length && known.every((profile, index) => profile === profiles[index]))
      return known;
    this.#profiles.set(file, profiles);
    return profiles;
  }

  regionProfiles(file: string, cancelled: CancellationProbe = never): readonly (EntityProfile | undefined)[] {
    const { sheet, assumed, outline } = this.#factsOf(file);
    const { nodes } = this.#worldsOf(file, cancelled);
    const memory = this.#profileMemory();
    return sheet.tags.map(({ target }) => {
      if (target.kind !== 'region') return undefined;
      const owner = outline.lists[target.list]?.owner ?? 0;
      return memory.profileOf(owner, nodes.of(file, target.span), assumed.get(placeKey(file, target.span)));
    });
  }

  assumptionUses(file: string, cancelled: CancellationProbe = never): readonly (readonly AssumedFactUse[])[] {
    const { sheet, outline } = this.#factsOf(file);
    const worlds = this.#worldsOf(file, cancelled);
    return sheet.assumptions.map(({ facts, target }) => {
      const executions = worlds.nodes.of(file, spanOf(target, outline));
      const { assumptions, constantWaits } = worlds.worldOf(executions);
      const isFunction = target.kind === 'entity' && isFunctionKind(outline.entities[target.entity]?.kind);
      return assumptionUses(facts, {
        isFunction,
        executions,
        log: assumptions,
        constantWaits,
        text: outline.text,
      });
    });
  }

  dataFiles(file: string, cancelled: CancellationProbe = never): readonly string[] {
    const { dataFiles } = this.#worldsOf(file, cancelled);
    return [...new Set(dataFiles.map(nameOf))];
  }

  sourceFiles(file: string): readonly string[] {
    const files = new Set<string>();
    for (const linked of this.#membersOf(file).linked)
      for (const loaded of this.#loadedBy(linked)) files.add(loaded);
    return [...files];
  }

  timeline(entryFile: string, cancelled: CancellationProbe = never): Timeline {
    const own = (file: string): Timeline => this.#timelineOf(file, this.#worldsOf(file, cancelled));
    return withThreads(own(entryFile), this.#worldsOf(entryFile, cancelled).together.threads, {
      resolve: (specifier, fromFile) => this.#files.resolve(specifier, fromFile),
      timeline: own,
      mentions: (file) => new Set(this.#codeOf(file)?.pieces.flatMap(({ mentions }) => [...mentions]) ?? []),
    });
  }

  dispose(): void {
    this.#programs.clear();
    this.#members.clear();
    this.#facts.clear();
    this.#profiles.clear();
    this.#files.clear();
  }

  #profileMemory(): ProfileMemory {
    const { linesVersion } = this.#files;
    if (this.#memory?.linesVersion !== linesVersion)
      this.#memory = { linesVersion, profiles: new ProfileMemory(this.#runtime) };
    return this.#memory.profiles;
  }

  #timelineOf(entryFile: string, worlds: ProgramWorlds): Timeline {
    const world = worlds.together;
    return timelineOf({
      entryFile,
      executed: world.ofEntries,
      endless: world.endless,
      recurring: this.#recurringIn(entryFile, worlds),
      runtime: this.#runtime,
      facts: (file) => this.#factsOf(file),
    });
  }

  /** What the event loop calls again and again, and what the user says that events call. */
  #recurringIn(entryFile: string, { together, nodes }: ProgramWorlds): readonly RecurringCode[] {
    const recurring = new Map<string, RecurringCode>();
    for (const { called, rhythm } of together.recurringCalls) {
      const executions = [...together.ofEntries].filter(({ site }) => site === called);
      recurring.set(placeKey(called.file, called.span), { executions, rhythm });
    }
    for (const file of this.#loadedBy(entryFile))
      for (const { span, facts } of this.#factsOf(file).assumptions) {
        if (!facts.callsPerSecond) continue;
        const key = placeKey(file, span);
        const executions = recurring.get(key)?.executions ?? nodes.of(file, span);
        const rhythm: Rhythm = { kind: 'period', seconds: quantity(1 / facts.callsPerSecond) };
        recurring.set(key, { executions, rhythm });
      }
    return [...recurring.values()];
  }

  /** A source file and all those it imports. */
  #loadedBy(file: string): ReadonlySet<string> {
    const loaded = new Set([file]);
    for (const one of loaded)
      for (const imported of this.#files.imports(one))
        if (this.#files.isSource(imported)) loaded.add(imported);
    return loaded;
  }

  #factsOf(file: string): FileFacts {
    const outline = this.#files.outline(file);
    const known = this.#facts.get(file);
    if (known?.outline === outline) return known;
    const sheet = readTags(outline);
    const assumed = new Map<string, AssumedFacts>();
    const assumptions: Assumption[] = [];
    const regions: Span[] = [];
    for (const { target } of sheet.tags) if (target.kind === 'region') regions.push(target.span);
    for (const { target, facts } of sheet.assumptions) {
      const span = target.kind === 'region' ? target.span : outline.entities[target.entity]?.span;
      if (span) {
        assumed.set(placeKey(file, span), { ...assumed.get(placeKey(file, span)), ...facts });
        assumptions.push({ span, facts });
      }
      if (target.kind === 'region') regions.push(target.span);
    }
    const facts = { outline, sheet, regions, assumed, assumptions };
    this.#facts.set(file, facts);
    return facts;
  }

  readonly #codeOf = (file: string): FileCode | undefined =>
    this.#files.isSource(file) ? this.#files.code(file, this.#factsOf(file).regions) : undefined;

  readonly #assumptionsOn = (pieces: readonly PieceCode[]): string => {
    const file = pieces[0]?.file;
    if (file === undefined || this.#factsOf(file).assumed.size === 0) return '';
    return [...this.#factsOf(file).assumptions]
      .flatMap(({ span, facts }) => {
        const piece = pieces.find(({ site }) => site.span.start <= span.start && span.end <= site.span.end);
        return piece ? [[span.start - piece.site.span.start, span.end - span.start, facts]] : [];
      })
      .map((assumption) => JSON.stringify(assumption))
      .join();
  };

  #worldsOf(file: string, cancelled: CancellationProbe): ProgramWorlds {
    const { entries, linked } = this.#membersOf(file);
    const key = entries.join('\n');
    const program = this.#programs.get(key) ?? { runs: new PartwiseRuns(), version: -1, worlds: null };
    this.#programs.delete(key);
    this.#programs.set(key, program);
    for (const oldest of this.#programs.keys()) {
      if (this.#programs.size <= MOST_PROGRAMS) break;
      this.#programs.delete(oldest);
    }
    if (program.worlds && program.version === this.#files.version) return program.worlds;
    program.worlds = program.runs.run({
      entries,
      wanted: linked,
      code: this.#codeOf,
      resolve: (specifier, fromFile) => this.#files.resolve(specifier, fromFile),
      json: (path) => this.#files.json(path),
      dataFile: (path, fromFile) => this.#files.dataFile(path, fromFile),
      definers: (name, from) => this.#files.definers(name, from),
      assumed: (site) => this.#factsOf(site.file).assumed.get(placeKey(site.file, site.span)),
      assumptions: this.#assumptionsOn,
      cancelled,
    });
    program.version = this.#files.version;
    return program.worlds;
  }

  /**
   * The programs that a file is part of: files that nothing imports, among those linked to it by imports either way. Files
   * linked to each other share one run. Scripts that share globals are all run: a page loads each of them.
   */
  #membersOf(file: string): ProgramMembers {
    if (this.#membersVersion !== this.#files.version) {
      this.#members.clear();
      this.#membersVersion = this.#files.version;
    }
    const known = this.#members.get(file);
    if (known) return known;
    const links = new Map<string, Set<string>>();
    const imported = new Set<string>();
    const link = (from: string, to: string): void => {
      const known = links.get(from);
      if (known) known.add(to);
      else links.set(from, new Set([to]));
    };
    const given = new Set(this.#files.given);
    // A given file may use another one by way of files that are not.
    const loaded = new Set(given);
    for (const from of loaded)
      for (const to of this.#files.imports(from)) {
        if (this.#files.isSource(to)) loaded.add(to);
        link(from, to);
        link(to, from);
        if (from !== to) imported.add(to);
      }
    for (const from of given)
      for (const to of this.#scriptsUsedBy(from)) {
        link(from, to);
        link(to, from);
      }
    const reached = new Set([file]);
    for (const at of reached) for (const next of links.get(at) ?? []) reached.add(next);
    const near = new Set([...given].flatMap((one) => [one, ...this.#files.imports(one)]));
    const linked = [...reached].filter((one) => one === file || near.has(one));
    const entries = linked.filter((one) => !imported.has(one)).sort();
    const members = { entries: entries.length === 0 ? [file] : entries, linked: linked.sort() };
    for (const member of linked) this.#members.set(member, members);
    return members;
  }

  #scriptsUsedBy(file: string): readonly string[] {
    const given = new Set(this.#files.given);
    const code = this.#files.isScript(file) ? this.#codeOf(file) : undefined;
    return [...(code?.freeNames ?? [])].flatMap((name) =>
      isLibraryGlobal(name)
        ? []
        : this.#files
            .definers(name, file)
            .slice(0, 1)
            .filter((one) => given.has(one)),
    );
  }
}

const never: CancellationProbe = () => false;
