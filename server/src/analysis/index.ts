import type { SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import { readTags } from '../tags/index.ts';
import type { AssumedFacts, TagSheet } from '../tags/tag-sheet.ts';
import { spanOf } from '../tags/target.ts';
import type { AnalysisHost, Analyzer, CancellationProbe, RuntimeSettings } from './analyzer.ts';
import type { AssumedFactUse } from './assumption-use.ts';
import type { EntityProfile } from './entity-profile.ts';
import { isLibraryGlobal } from './execution/library-names.ts';
import { SourceFiles } from './frontend/source-files.ts';
import { assumptionUses } from './profiles/assumption-uses.ts';
import { placeKey } from './profiles/entity-nodes.ts';
import { profileOf } from './profiles/entity-profiles.ts';
import { timelineOf } from './profiles/timeline-of.ts';
import type { FileCode, Site } from './program/code.ts';
import type { Timeline } from './timeline.ts';
import { World } from './world.ts';

export type { Analyzer } from './analyzer.ts';

/** Worlds kept at a time; each holds what a program's run left behind. */
const MOST_WORLDS = 8;
/** Node 20 with its own defaults. */
const DEFAULT_RUNTIME: RuntimeSettings = { name: 'node20', maxSemiSpaceMiB: null };

export const createAnalyzer = (host: AnalysisHost, runtime: RuntimeSettings = DEFAULT_RUNTIME): Analyzer =>
  new ProgramAnalyzer(host, runtime);

interface FileFacts {
  readonly outline: SourceOutline;
  readonly sheet: TagSheet;
  readonly regions: readonly Span[];
  readonly assumed: ReadonlyMap<string, AssumedFacts>;
}

/** What profiles were made from, and they. */
interface FileProfiles {
  readonly facts: FileFacts;
  readonly world: World;
  readonly profiles: readonly EntityProfile[];
}

class ProgramAnalyzer implements Analyzer {
  readonly #files: SourceFiles;
  #runtime: RuntimeSettings;
  readonly #worlds = new Map<string, World>();
  readonly #facts = new Map<string, FileFacts>();
  readonly #profiles = new Map<string, FileProfiles>();
  /** Entry files by the files of their programs, as of one version of the given texts. */
  readonly #programs = new Map<string, readonly string[]>();
  #programsVersion = -1;

  constructor(host: AnalysisHost, runtime: RuntimeSettings) {
    this.#files = new SourceFiles(host);
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
    this.#profiles.clear();
  }

  outline(file: string): SourceOutline {
    return this.#files.outline(file);
  }

  tags(file: string): TagSheet {
    return this.#factsOf(file).sheet;
  }

  profiles(file: string, cancelled: CancellationProbe = never): readonly EntityProfile[] {
    const facts = this.#factsOf(file);
    const world = this.#worldOf(file, cancelled);
    const known = this.#profiles.get(file);
    if (known?.facts === facts && known.world === world) return known.profiles;
    const profiles = facts.outline.entities.map(({ index, span }) =>
      profileOf(index, file, span, world.nodes, this.#runtime, facts.assumed.get(placeKey(file, span))),
    );
    this.#profiles.set(file, { facts, world, profiles });
    return profiles;
  }

  regionProfiles(file: string, cancelled: CancellationProbe = never): readonly (EntityProfile | undefined)[] {
    const { sheet, assumed, outline } = this.#factsOf(file);
    const { nodes } = this.#worldOf(file, cancelled);
    return sheet.tags.map(({ target }) => {
      if (target.kind !== 'region') return undefined;
      const owner = outline.lists[target.list]?.owner ?? 0;
      return profileOf(
        owner,
        file,
        target.span,
        nodes,
        this.#runtime,
        assumed.get(placeKey(file, target.span)),
      );
    });
  }

  assumptionUses(file: string, cancelled: CancellationProbe = never): readonly (readonly AssumedFactUse[])[] {
    const { sheet, outline } = this.#factsOf(file);
    const { run, nodes, constantWaits } = this.#worldOf(file, cancelled);
    return sheet.assumptions.map(({ facts, target }) =>
      assumptionUses(facts, {
        executions: nodes.of(file, spanOf(target, outline)),
        log: run.machine.assumptions,
        constantWaits,
      }),
    );
  }

  timeline(entryFile: string, cancelled: CancellationProbe = never): Timeline {
    const world = this.#worldOf(entryFile, cancelled);
    return timelineOf({
      entryFile,
      executed: world.ofEntries,
      endless: world.run.machine.eventLoop.endless,
      runtime: this.#runtime,
      facts: (file) => this.#factsOf(file),
    });
  }

  dispose(): void {
    this.#worlds.clear();
    this.#facts.clear();
    this.#profiles.clear();
    this.#files.clear();
  }

  #factsOf(file: string): FileFacts {
    const outline = this.#files.outline(file);
    const known = this.#facts.get(file);
    if (known?.outline === outline) return known;
    const sheet = readTags(outline);
    const assumed = new Map<string, AssumedFacts>();
    const regions: Span[] = [];
    for (const { target } of sheet.tags) if (target.kind === 'region') regions.push(target.span);
    for (const { target, facts } of sheet.assumptions) {
      const span = target.kind === 'region' ? target.span : outline.entities[target.entity]?.span;
      if (span) assumed.set(placeKey(file, span), { ...assumed.get(placeKey(file, span)), ...facts });
      if (target.kind === 'region') regions.push(target.span);
    }
    const facts = { outline, sheet, regions, assumed };
    this.#facts.set(file, facts);
    return facts;
  }

  readonly #codeOf = (file: string): FileCode | undefined =>
    this.#files.code(file, this.#factsOf(file).regions);

  readonly #definersOf = (name: string, file: string): readonly string[] => this.#files.definers(name, file);

  #worldOf(file: string, cancelled: CancellationProbe): World {
    const entries = this.#entriesFor(file);
    const key = entries.join('\n');
    const known = this.#worlds.get(key);
    if (known?.isCurrent({ code: this.#codeOf, definers: this.#definersOf })) {
      this.#worlds.delete(key);
      this.#worlds.set(key, known);
      return known;
    }
    const given = new Set([...this.#files.given, file, ...entries]);
    const world = new World({
      entries,
      code: this.#codeOf,
      resolve: (specifier, fromFile) => this.#files.resolve(specifier, fromFile),
      json: (path) => this.#files.json(path),
      definers: this.#definersOf,
      assumed: (site: Site) => this.#factsOf(site.file).assumed.get(placeKey(site.file, site.span)),
      cancelled,
      isWanted: (path) => given.has(path),
    });
    this.#worlds.set(key, world);
    for (const oldest of this.#worlds.keys()) {
      if (this.#worlds.size <= MOST_WORLDS) break;
      this.#worlds.delete(oldest);
    }
    return world;
  }

  /**
   * The programs that a file is part of: files that nothing imports, among those linked to it by imports either way. Files
   * linked to each other share one run. Scripts that share globals are all run: a page loads each of them.
   */
  #entriesFor(file: string): readonly string[] {
    if (this.#programsVersion !== this.#files.version) {
      this.#programs.clear();
      this.#programsVersion = this.#files.version;
    }
    const known = this.#programs.get(file);
    if (known) return known;
    const links = new Map<string, Set<string>>();
    const imported = new Set<string>();
    const link = (from: string, to: string): void => {
      const known = links.get(from);
      if (known) known.add(to);
      else links.set(from, new Set([to]));
    };
    for (const from of this.#files.given)
      for (const to of this.#files.imports(from)) {
        link(from, to);
        link(to, from);
        if (from !== to) imported.add(to);
      }
    for (const from of this.#files.given)
      for (const to of this.#scriptsUsedBy(from)) {
        link(from, to);
        link(to, from);
      }
    const linked = new Set([file]);
    for (const at of linked) for (const next of links.get(at) ?? []) linked.add(next);
    const entries = [...linked].filter((one) => !imported.has(one)).sort();
    const program = entries.length === 0 ? [file] : entries;
    for (const member of linked) this.#programs.set(member, program);
    return program;
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
