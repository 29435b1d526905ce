import { directoryOf, entersPackage, isPackagePath } from '../../../source/file-path.ts';
import type { AssumedFacts } from '../../../tags/tag-sheet.ts';
import type { CancellationProbe } from '../../analyzer.ts';
import type { KnownEffectLookup } from '../../knowledge/known-effect.ts';
import type { Site } from '../../program/code.ts';
import type { DataFile } from '../../program/data-file.ts';
import type { FileCode, ImportCode } from '../../program/file-code.ts';
import { nodeModuleNamed } from '../../program/node-modules.ts';
import { COMMONJS_NAMES, type CommonJsNames } from '../code-facts/commonjs-names.ts';
import { DeclaredTypes } from '../code-facts/declared-types.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import { fromHostValue } from '../heap/host-value.ts';
import { lodashNamed } from '../intrinsics/lodash.ts';
import { Thrown } from '../language/frame.ts';
import { runOthersUntil } from '../language/promises.ts';
import { Environment } from '../values/environment.ts';
import { FunctionThing, LibraryThing, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { guarded } from './guarded.ts';
import { Machine } from './machine.ts';
import { Realm } from './realm.ts';
import { UncalledFunctions } from './uncalled-functions.ts';

/** Where the run's files come from. */
export interface ProgramFiles {
  /** The lowered file; `undefined`: none of that path, or not source. */
  readonly code: (file: string) => FileCode | undefined;
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
  readonly json: (file: string) => unknown;
  /** The file that a program in `fromFile` opens by a path. */
  readonly dataFile: (path: string, fromFile: string) => DataFile | undefined;
  /** The scripts beside `file`, itself included, whose top level defines the global `name`. */
  readonly definers: (name: string, file: string) => readonly string[];
}

export interface RunSettings {
  readonly knownEffect: KnownEffectLookup;
  readonly assumed: (site: Site) => AssumedFacts | undefined;
  readonly cancelled: CancellationProbe;
  /** Steps for running the entry files, and for the functions that they do not call. */
  readonly budget: { readonly entries: Shares; readonly functions: Shares };
}

/** Steps for all of many, for each at the least and at the most. */
interface Shares {
  readonly all: number;
  readonly least: number;
  readonly most: number;
}

const shareOf = ({ all, least, most }: Shares, count: number): number =>
  Math.min(most, Math.max(least, all / Math.max(1, count)));

interface LoadedModule {
  readonly code: FileCode;
  readonly environment: Environment;
  exports: Value;
  /** The `module` object of a CommonJS file: its `exports` may be replaced. */
  readonly module: Thing | null;
}

/** Neither a path nor a module of some runtime, as `bun:test`. */
const PACKAGE = /^[\w@][^:]*$/;
/** Steps for what a package does when it is loaded. */
const PACKAGE_STEPS = 100_000;
/** Characters of code of packages that one program runs, all together. */
const MOST_PACKAGE_LENGTH = 2_000_000;

/** A top-level variable of a file. */
interface Variable {
  readonly environment: Environment;
  readonly slot: number;
}

/** Runs entry files with what they import, then each function that nothing called. */
export class ProgramRun {
  readonly machine: Machine;
  readonly #files: ProgramFiles;
  readonly #realm: Realm;
  readonly #modules = new Map<string, LoadedModule>();
  readonly #pendingImports: (() => void)[] = [];
  /** Imports for the sake of types: those files run as well, but not for them. */
  #typeImports: (() => void)[] = [];
  /** Files whose imports are being loaded, one for the sake of the other. */
  #loading = 0;
  readonly #budget: RunSettings['budget'];
  #packageLength = 0;

  constructor(files: ProgramFiles, settings: RunSettings, root: Site) {
    this.#files = files;
    this.#budget = settings.budget;
    const types = new DeclaredTypes(files);
    this.machine = new Machine(
      {
        knownEffect: settings.knownEffect,
        assumed: settings.assumed,
        cancelled: settings.cancelled,
        dataFile: files.dataFile,
        requireModule: (specifier, fromFile) => this.#require(specifier, fromFile),
        requireGlobal: (name, fromFile) => this.#requireGlobal(name, fromFile),
        typeNamed: (name, file) => types.named(name, file),
      },
      root,
      settings.budget.entries.most,
    );
    this.#realm = new Realm(this.machine);
    this.machine.realm = this.#realm;
  }

  /** Files that have been loaded. */
  get files(): readonly string[] {
    return [...this.#modules.keys()];
  }

  runEntries(files: readonly string[]): void {
    const steps = shareOf(this.#budget.entries, files.length);
    for (const file of files) {
      this.machine.grant(steps);
      guarded(this.machine, null, () => {
        this.#load(file);
        runOthersUntil(this.machine, () => false);
      });
    }
  }

  /** Functions nothing has called may be anyone's: each runs as often as shows what it does when repeated. */
  runUncalled(isWanted: (site: Site) => boolean): void {
    const functions = new UncalledFunctions(this.machine, this.#realm, isWanted);
    functions.run((count) => shareOf(this.#budget.functions, count));
  }

  #require(specifier: string, fromFile: string): Value {
    const path = this.#files.resolve(specifier, fromFile);
    if (path === undefined || entersPackage(fromFile, path)) return this.#requireForeign(specifier, path);
    if (path.endsWith('.json')) return this.#json(path);
    return this.#guardedLoad(path)?.exports ?? UNKNOWN;
  }

  /** A module of Node, or a package: `path` is where its code is. */
  #requireForeign(specifier: string, path: string | undefined): Value {
    const module = nodeModuleNamed(specifier);
    if (module !== null) return this.#realm.namespace(module);
    if (path?.endsWith('.json')) return this.#json(path);
    const loaded = path === undefined ? undefined : this.#loadPackage(path);
    if (loaded) return loaded.exports;
    const lodash = lodashNamed(specifier);
    if (lodash !== null) return this.#realm.namespace(lodash);
    const isInstalled = path !== undefined;
    if (isInstalled || PACKAGE.test(specifier))
      this.machine.packages.set(specifier, isInstalled ? 'not run' : 'not installed');
    return new Unknown('any', null, specifier);
  }

  /** What a package does when it is loaded is nobody's: it is run aside, the largest not at all. */
  #loadPackage(path: string): LoadedModule | undefined {
    if (!this.#modules.has(path) && this.#packageLength < MOST_PACKAGE_LENGTH && this.#files.code(path))
      this.machine.aside(PACKAGE_STEPS, () => guarded(this.machine, null, () => this.#load(path)));
    const loaded = this.#modules.get(path);
    return loaded && this.#current(loaded);
  }

  #json(path: string): Value {
    const { machine } = this;
    return machine.silently(() =>
      fromHostValue({ machine, site: machine.root.site }, this.#files.json(path)),
    );
  }

  /**
   * A namespace that several scripts extend (`var app = app || {}`) is whole once all of them have run. Their page would have run them
   * before the one that asks: what that one has set itself stays, also where they are other programs that only use the same names.
   */
  #requireGlobal(name: string, fromFile: string): boolean {
    if (this.#modules.get(fromFile)?.code.kind !== 'script') return false;
    const definers = this.#files.definers(name, fromFile);
    const [first] = definers;
    const setSince = [...this.machine.globals];
    for (const path of definers.includes(fromFile) || first === undefined ? definers : [first])
      if (!this.#modules.has(path)) this.#loadAside(path);
    for (const [global, value] of setSince) this.machine.globals.set(global, value);
    return definers.length > 0;
  }

  /** Runs a script that its page would have run before. */
  #loadAside(path: string): void {
    const steps = shareOf(this.#budget.entries, this.#modules.size + 1);
    this.machine.aside(steps, () => guarded(this.machine, null, () => this.#load(path)));
  }

  #guardedLoad(path: string): LoadedModule | undefined {
    try {
      return this.#load(path);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      return this.#modules.get(path);
    }
  }

  #load(path: string): LoadedModule | undefined {
    const known = this.#modules.get(path);
    if (known) return this.#current(known);
    const code = this.#files.code(path);
    if (!code) return undefined;
    if (isPackagePath(path)) this.#packageLength += code.main.site.span.end;
    const { machine } = this;
    const environment = new Environment(code.main.slotCount, null, ++machine.births);
    const exportsThing = new Thing(
      machine.shapeOf(code.main.site, 'exports'),
      this.#realm.prototypeOf('Object'),
      machine.births,
      1,
    );
    const module = code.kind === 'commonjs' ? this.#commonJsModule(code, environment, exportsThing) : null;
    const loaded: LoadedModule = { code, environment, exports: exportsThing, module };
    this.#modules.set(path, loaded);
    for (const [name, ref] of code.exports)
      if (ref.kind === 'local') environment.follow(ref.slot, (value) => exportsThing.setOwn(name, value));
    machine.setters.addFile(code.main);
    this.#loadImports(code, environment);
    const main = new FunctionThing(
      { shape: machine.shapeOf(code.main.site), prototype: null, born: 0, multiplicity: 1 },
      code.main,
      environment,
      code.kind === 'commonjs' ? exportsThing : code.kind === 'script' ? this.#realm.globalObject : undefined,
    );
    this.#realm.runMain(machine, main, environment, () => {
      this.#publish(loaded, exportsThing);
      for (const bind of this.#pendingImports) bind();
    });
    return this.#current(loaded);
  }

  #loadImports({ imports, file }: FileCode, environment: Environment): void {
    this.#loading++;
    try {
      for (const link of imports) {
        if (link.typeOnly) this.#typeImports.push(() => this.#import(link, file, environment));
        else this.#import(link, file, environment);
      }
      if (this.#loading === 1) this.#loadTypes();
    } finally {
      this.#loading--;
    }
  }

  #import({ slot, specifier, name }: ImportCode, path: string, environment: Environment): void {
    const imported = this.#require(specifier, path);
    if (slot >= 0) this.#bind(imported, { environment, slot }, this.#exportOf(specifier, path, name), name);
  }

  /** Files that others import for types, once what they import for more is loaded: they may import those in turn. */
  #loadTypes(): void {
    while (this.#typeImports.length > 0) {
      const imports = this.#typeImports;
      this.#typeImports = [];
      for (const load of imports) load();
    }
  }

  /** An import is the other file's variable, which may be set later. */
  #bind(imported: Value, { environment, slot }: Variable, exported: Variable | null, name: string): void {
    const set = (value: Value): void => environment.set(slot, value);
    if (exported) {
      exported.environment.follow(exported.slot, set);
      return;
    }
    const bind = (): void => set(this.#memberOf(imported, name));
    bind();
    // Files that import each other by way of one that exports them both.
    if (environment.slots[slot] === undefined) this.#pendingImports.push(bind);
  }

  /** The variable behind a name that a module exports; `null`: it is not found by its text. */
  #exportOf(specifier: string, fromFile: string, name: string, asked = new Set<string>()): Variable | null {
    const path = this.#files.resolve(specifier, fromFile);
    const loaded = path === undefined ? undefined : this.#modules.get(path);
    if (path === undefined || loaded?.code.kind !== 'module' || asked.has(path)) return null;
    asked.add(path);
    const ref = loaded.code.exports.get(name);
    if (ref) return ref.kind === 'local' ? { environment: loaded.environment, slot: ref.slot } : null;
    if (name === 'default') return null;
    for (const star of loaded.code.stars) {
      const found = this.#exportOf(star, path, name, asked);
      if (found) return found;
    }
    return null;
  }

  #current(loaded: LoadedModule): LoadedModule {
    if (loaded.module) loaded.exports = loaded.module.fields.get('exports') ?? loaded.exports;
    return loaded;
  }

  #commonJsModule(code: FileCode, environment: Environment, exportsThing: Thing): Thing {
    const { machine } = this;
    const module = new Thing(machine.shapeOf(code.main.site, 'module'), null, machine.births, 1);
    module.setOwn('exports', exportsThing);
    const names: CommonJsNames = {
      exports: exportsThing,
      require: this.#realm.global(machine, 'require', ''),
      module,
      __filename: code.file,
      __dirname: directoryOf(code.file),
    };
    COMMONJS_NAMES.forEach((name, slot) => {
      environment.slots[slot] = names[name];
    });
    return module;
  }

  /** Puts what a module's names hold now on its namespace object. */
  #publish({ code, environment }: LoadedModule, namespace: Thing): void {
    for (const specifier of code.stars) {
      const starred = this.#require(specifier, code.file);
      if (starred instanceof Thing)
        for (const [name, value] of starred.fields) if (name !== 'default') namespace.setOwn(name, value);
    }
    for (const [name, ref] of code.exports)
      namespace.setOwn(
        name,
        ref.kind === 'local' ? environment.slots[ref.slot] : this.machine.globals.get(ref.name),
      );
  }

  #memberOf(imported: Value, name: string): Value {
    if (name === '*' || name === '=') return imported;
    if (imported instanceof Unknown)
      return name === 'default' ? imported : new Unknown('any', null, `${imported.origin}.${name}`);
    if (!(imported instanceof Thing)) return UNKNOWN;
    // `import fs from 'fs'`: what a module of Node itself exports by default is all of it.
    if (name === 'default' && imported instanceof LibraryThing) return imported;
    const member = this.#realm.member(this.machine, imported, name);
    return member === undefined && name === 'default' && !imported.fields.has('default') ? imported : member;
  }

  get root(): ContextNode {
    return this.machine.root;
  }
}
