import { directoryOf, entersPackage, isCodePath, isPackagePath } from '../../source/file-path.ts';
import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import type { AnalysisHost } from '../analyzer.ts';
import type { DataFile } from '../program/data-file.ts';
import type { FileCode } from '../program/file-code.ts';
import { dataFileCandidates, START_BYTES } from './data-files.ts';
import { type LoweredFile, lowerFile } from './lower-file.ts';
import { fileAt, importedSpecifiers, importKindOf, resolveModule } from './module-resolution.ts';
import { OutlineCache, type ReadFor } from './outline.ts';
import { type ImportKind, PackageResolution } from './package-resolution.ts';
import { PathMappings } from './path-mappings.ts';
import { RunnablePackages } from './runnable-packages.ts';
import { SharedScripts } from './shared-scripts.ts';

interface Lowered {
  readonly text: string;
  readonly regions: string;
  readonly lowered: LoweredFile;
}

/** Texts above are data or bundles rather than source that someone tags. */
const LARGEST_TEXT = 2_000_000;

/** What a text imports: as it names it, and the files that are meant. */
interface Imports {
  readonly text: string;
  readonly specifiers: readonly string[];
  readonly files: readonly string[];
}

/** The files an analysis reads: texts given win over the host's; everything derived from a text is kept until it changes. */
export class SourceFiles {
  readonly #host: AnalysisHost;
  readonly #given = new Map<string, string>();
  readonly #read = new Map<string, string | undefined>();
  readonly #outlines: OutlineCache;
  readonly #resolved = new Map<string, string>();
  /** As of one version of the given texts: what a program reads changes without anyone telling. */
  readonly #dataFiles = new Map<string, DataFile | undefined>();
  #dataFilesVersion = -1;
  #version = 0;
  #linesVersion = 0;
  readonly #lowered = new Map<string, Lowered>();
  readonly #imports = new Map<string, Imports>();

  readonly #scripts: SharedScripts;
  readonly #mappings = new PathMappings((file) => this.text(file));
  readonly #packages: PackageResolution;
  readonly #runnablePackages = new RunnablePackages({
    text: (file) => this.text(file),
    specifiers: (file) => this.#importsOf(file).specifiers,
    imports: (file) => this.imports(file).filter(isCodePath),
  });
  readonly #importKinds = new Map<string, { readonly text: string; readonly kind: ImportKind }>();

  constructor(host: AnalysisHost, readFor: ReadFor) {
    this.#outlines = new OutlineCache(readFor);
    this.#host = host;
    this.#packages = new PackageResolution(host, (path) => fileAt(host, path));
    this.#scripts = new SharedScripts({
      list: (directory) => host.listDirectory(directory),
      text: (file) => this.text(file),
      given: () => this.given,
    });
  }

  setText(file: string, text: string): void {
    if (this.#given.get(file) === text) return;
    this.#given.set(file, text);
    this.#version++;
  }

  forget(file: string): void {
    this.#version++;
    this.#resolved.clear();
    this.#mappings.forget();
    this.#packages.forget();
    this.#runnablePackages.forget();
    this.#importKinds.delete(file);
    this.#given.delete(file);
    this.#read.delete(file);
    this.#lowered.delete(file);
    this.#imports.delete(file);
    this.#scripts.forget(file);
    this.#outlines.forget(file);
  }

  clear(): void {
    for (const file of [...this.#given.keys(), ...this.#read.keys()]) this.forget(file);
  }

  /** Files whose texts were given: the ones someone looks at. */
  get given(): readonly string[] {
    return [...this.#given.keys()];
  }

  text(file: string): string | undefined {
    const given = this.#given.get(file);
    if (given !== undefined) return given;
    if (!this.#read.has(file)) this.#read.set(file, this.#host.readFile(file));
    return this.#read.get(file);
  }

  outline(file: string): SourceOutline {
    return this.#outlines.outline(file, this.text(file) ?? '');
  }

  /** By its name: bundlers let code import anything, and a font or a picture need not even be read. */
  isSource(file: string): boolean {
    return isCodePath(file);
  }

  code(file: string, regions: readonly Span[]): FileCode | undefined {
    if (!this.isSource(file)) return undefined;
    const text = this.text(file);
    if (text === undefined || text.length > LARGEST_TEXT) return undefined;
    if (isPackagePath(file) && !this.#given.has(file) && !this.#runnablePackages.isRunnable(file))
      return undefined;
    const regionKey = regions.map(({ start, end }) => `${start}-${end}`).join();
    const known = this.#lowered.get(file);
    if (known && known.text === text && known.regions === regionKey) return known.lowered.code;
    const sourceFile = this.#outlines.sourceFile(file, text);
    if (!sourceFile) return undefined;
    // What is kept of the version before is changed in place: it must not be found again if this throws.
    this.#lowered.delete(file);
    const lowered = lowerFile(sourceFile, regions, known?.lowered);
    this.#lowered.set(file, { text, regions: regionKey, lowered });
    if (lowered.movesLines) this.#linesVersion++;
    return lowered.code;
  }

  json(file: string): unknown {
    const text = this.text(file) ?? 'null';
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  resolve(specifier: string, fromFile: string): string | undefined {
    const kind = this.#importKind(fromFile);
    const key = `${kind}\0${directoryOf(fromFile)}\0${specifier}`;
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    const mapped = (bare: string, from: string): readonly string[] => this.#mappings.candidates(bare, from);
    const found =
      resolveModule(this.#host, specifier, fromFile, mapped) ??
      this.#packages.resolve(specifier, fromFile, kind);
    if (found !== undefined) this.#resolved.set(key, found);
    return found;
  }

  #importKind(file: string): ImportKind {
    const text = this.text(file) ?? '';
    const known = this.#importKinds.get(file);
    if (known?.text === text) return known.kind;
    const kind = importKindOf(file, text);
    this.#importKinds.set(file, { text, kind });
    return kind;
  }

  /** The file that a program in `fromFile` means by a path; `undefined`: there is none. */
  dataFile(path: string, fromFile: string): DataFile | undefined {
    if (this.#dataFilesVersion !== this.#version) {
      this.#dataFiles.clear();
      this.#dataFilesVersion = this.#version;
    }
    const key = `${directoryOf(fromFile)}\0${path}`;
    if (!this.#dataFiles.has(key)) this.#dataFiles.set(key, this.#find(path, fromFile));
    return this.#dataFiles.get(key);
  }

  #find(path: string, fromFile: string): DataFile | undefined {
    for (const candidate of dataFileCandidates(this.#host, path, fromFile)) {
      const bytes = this.#host.fileBytes(candidate);
      if (bytes !== undefined)
        return {
          path: candidate,
          bytes,
          text: once(() => this.#host.readFile(candidate)),
          start: once(() => this.#host.fileStart?.(candidate, START_BYTES)),
          unpacked: once(() => this.#host.fileUnpacked?.(candidate, START_BYTES)),
        };
    }
    return undefined;
  }

  /** Whether its top-level names are globals. */
  isScript(file: string): boolean {
    return this.#scripts.isScript(file);
  }

  /** The scripts beside `file`, itself included, whose top level defines the global `name`. */
  definers(name: string, file: string): readonly string[] {
    return this.#scripts.definers(name, file, this.#version);
  }

  /** Changes whenever a given text does. */
  get version(): number {
    return this.#version;
  }

  /** Changes whenever code that stays the same comes to other lines. */
  get linesVersion(): number {
    return this.#linesVersion;
  }

  /** The files that it imports, those of packages left out. */
  imports(file: string): readonly string[] {
    return this.#importsOf(file).files;
  }

  #importsOf(file: string): Imports {
    const text = this.text(file) ?? '';
    const known = this.#imports.get(file);
    if (known?.text === text) return known;
    const specifiers = importedSpecifiers(text);
    const files = specifiers
      .flatMap((specifier) => this.resolve(specifier, file) ?? [])
      .filter((imported) => !entersPackage(file, imported));
    const imports = { text, specifiers, files };
    this.#imports.set(file, imports);
    return imports;
  }
}

/** Asked for by every part of a program that reads the file. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
