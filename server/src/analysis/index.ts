import { boundedMemo } from '../memo/bounded-memo.ts';
import { isPackagePath, nameOf } from '../source/file-path.ts';
import { isFunctionKind, type SourceOutline } from '../source/outline.ts';
import type { TagSheet } from '../tags/tag-sheet.ts';
import { spanOf } from '../tags/target.ts';
import type { AnalysisHost, Analyzer, CancellationProbe, RuntimeSettings } from './analyzer.ts';
import type { AssumedFactUse } from './assumption-use.ts';
import { quantity } from './effects/quantity.ts';
import type { EntityProfile } from './entity-profile.ts';
import type { Rhythm } from './execution/calls/recurring-call.ts';
import { isLibraryGlobal } from './execution/run/library-names.ts';
import { assumptionsInside, type FileFacts, readFacts } from './file-facts.ts';
import { OutlineCache, type ReadFor } from './frontend/outline.ts';
import { SourceFiles } from './frontend/source-files.ts';
import { assumptionUses } from './profiles/assumption-uses.ts';
import { placeKey } from './profiles/entity-nodes.ts';
import { ProfileMemory } from './profiles/profile-memory.ts';
import type { RecurringCode } from './profiles/recurring-tasks.ts';
import { timelineOf } from './profiles/timeline-of.ts';
import { withThreads } from './profiles/worker-tasks.ts';
import type { FileCode, PieceCode } from './program/file-code.ts';
import { type ProgramMembers, programOf } from './program-members.ts';
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

/** What is kept of a program, by its entry files. */
interface Program {
  readonly runs: PartwiseRuns;
  /** As of one version of the given texts. */
  version: number;
  worlds: ProgramWorlds | null;
}

const newProgram = (): Program => ({ runs: new PartwiseRuns(), version: -1, worlds: null });

class ProgramAnalyzer implements Analyzer {
  readonly #files: SourceFiles;
  #runtime: RuntimeSettings;
  #programs = boundedMemo<Program>(MOST_PROGRAMS);
  readonly #facts = new Map<string, FileFacts>();
  readonly #noFacts: FileFacts;
  readonly #profiles = new Map<string, readonly EntityProfile[]>();
  #memory: { readonly linesVersion: number; readonly profiles: ProfileMemory } | null = null;
  /** By file, as of one version of the given texts. */
  readonly #members = new Map<string, ProgramMembers>();
  #membersVersion = -1;

  constructor(host: AnalysisHost, runtime: RuntimeSettings, readFor: ReadFor) {
    this.#files = new SourceFiles(host, readFor);
    this.#noFacts = readFacts('', new OutlineCache(readFor).outline('', ''));
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
    this.#programs = boundedMemo(MOST_PROGRAMS);
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

  /** Nobody writes directives into a package. */
  #factsOf(file: string): FileFacts {
    if (isPackagePath(file) && !this.#files.given.includes(file)) return this.#noFacts;
    const outline = this.#files.outline(file);
    const known = this.#facts.get(file);
    if (known?.outline === outline) return known;
    const facts = readFacts(file, outline);
    this.#facts.set(file, facts);
    return facts;
  }

  readonly #codeOf = (file: string): FileCode | undefined =>
    this.#files.isSource(file) ? this.#files.code(file, this.#factsOf(file).regions) : undefined;

  readonly #assumptionsOn = (pieces: readonly PieceCode[]): string => {
    const file = pieces[0]?.file;
    return file === undefined ? '' : assumptionsInside(this.#factsOf(file), pieces);
  };

  #worldsOf(file: string, cancelled: CancellationProbe): ProgramWorlds {
    const { entries, linked } = this.#membersOf(file);
    const key = entries.join('\n');
    const program = this.#programs(key, newProgram);
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

  #membersOf(file: string): ProgramMembers {
    if (this.#membersVersion !== this.#files.version) {
      this.#members.clear();
      this.#membersVersion = this.#files.version;
    }
    const known = this.#members.get(file);
    if (known) return known;
    const members = programOf(file, {
      given: this.#files.given,
      imports: (one) => this.#files.imports(one),
      isSource: (one) => this.#files.isSource(one),
      scriptsUsedBy: (one) => this.#scriptsUsedBy(one),
    });
    for (const member of members.linked) this.#members.set(member, members);
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
