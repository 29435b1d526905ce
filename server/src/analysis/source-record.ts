import type { DataFile } from './program/data-file.ts';
import type { FileCode, PieceCode } from './program/file-code.ts';

/** What a run reads. */
export interface RunSources {
  readonly code: (file: string) => FileCode | undefined;
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
  readonly json: (file: string) => unknown;
  /** The file that a program in `fromFile` opens by a path. */
  readonly dataFile: (path: string, fromFile: string) => DataFile | undefined;
  /** The scripts beside `file`, itself included, whose top level defines the global `name`. */
  readonly definers: (name: string, file: string) => readonly string[];
  /** Text that differs whenever what is assumed of the pieces does. */
  readonly assumptions: (pieces: readonly PieceCode[]) => string;
}

interface SeenFile {
  readonly kind: FileCode['kind'];
  readonly links: string;
  readonly pieces: readonly PieceCode[];
  readonly assumptions: string;
  /** Lines of its pieces; `null`: nothing that was found out tells of lines. */
  lines: readonly number[] | null;
}

type Reading = 'text' | 'start';

interface SeenDataFile {
  /** As the program has it, and the program's own. */
  readonly path: string;
  readonly from: string;
  readonly found: DataFile | undefined;
  /** What was read of it. */
  readonly read: Map<Reading, string | undefined>;
}

/** Hands a run what it reads and remembers it, to tell later whether the run would read the same again. */
export class SourceRecord {
  readonly #sources: RunSources;
  readonly #files = new Map<string, SeenFile | undefined>();
  readonly #resolved: {
    readonly specifier: string;
    readonly from: string;
    readonly to: string | undefined;
  }[] = [];
  readonly #json = new Map<string, string>();
  readonly #dataFiles = new Map<string, SeenDataFile>();
  readonly #definers: { readonly name: string; readonly file: string; readonly found: string }[] = [];
  readonly #asked = new Set<string>();

  constructor(sources: RunSources) {
    this.#sources = sources;
  }

  readonly code = (file: string): FileCode | undefined => {
    const code = this.#sources.code(file);
    if (!this.#files.has(file)) this.#files.set(file, code && seen(code, this.#sources));
    return code;
  };

  readonly resolve = (specifier: string, from: string): string | undefined => {
    const to = this.#sources.resolve(specifier, from);
    if (this.#isNew('resolve', specifier, from)) this.#resolved.push({ specifier, from, to });
    return to;
  };

  readonly json = (file: string): unknown => {
    const value = this.#sources.json(file);
    this.#json.set(file, JSON.stringify(value));
    return value;
  };

  readonly dataFile = (path: string, from: string): DataFile | undefined => {
    const key = `${path}\0${from}`;
    let seen = this.#dataFiles.get(key);
    if (!seen) {
      seen = { path, from, found: this.#sources.dataFile(path, from), read: new Map() };
      this.#dataFiles.set(key, seen);
    }
    return (
      seen.found && { ...seen.found, text: () => readBy(seen, 'text'), start: () => readBy(seen, 'start') }
    );
  };

  readonly definers = (name: string, file: string): readonly string[] => {
    const found = this.#sources.definers(name, file);
    if (this.#isNew('definers', name, file)) this.#definers.push({ name, file, found: found.join() });
    return found;
  };

  /** Paths of the files that were asked for, as the program has them. */
  get dataFiles(): readonly string[] {
    return [...this.#dataFiles.values()].map(({ path }) => path);
  }

  /** The run is over; `tellsLines`: what it found out names lines of its files. */
  close(tellsLines: boolean): void {
    this.#asked.clear();
    if (!tellsLines) return;
    for (const file of this.#files.values()) if (file) file.lines = linesOf(file.pieces);
  }

  holdsIn(now: RunSources): boolean {
    for (const [file, before] of this.#files) {
      const code = now.code(file);
      if (!isSame(before, code, now)) return false;
    }
    return (
      this.#resolved.every(({ specifier, from, to }) => now.resolve(specifier, from) === to) &&
      [...this.#dataFiles.values()].every((seen) => isSameData(seen, now.dataFile(seen.path, seen.from))) &&
      [...this.#json].every(([file, text]) => JSON.stringify(now.json(file)) === text) &&
      this.#definers.every(({ name, file, found }) => now.definers(name, file).join() === found)
    );
  }

  #isNew(kind: string, name: string, file: string): boolean {
    const key = `${kind}\0${name}\0${file}`;
    if (this.#asked.has(key)) return false;
    this.#asked.add(key);
    return true;
  }
}

const readBy = ({ found, read }: SeenDataFile, what: Reading): string | undefined => {
  if (!read.has(what)) read.set(what, found?.[what]());
  return read.get(what);
};

const isSameData = ({ found, read }: SeenDataFile, now: DataFile | undefined): boolean =>
  found?.path === now?.path &&
  found?.bytes === now?.bytes &&
  [...read].every(([what, before]) => before === now?.[what]());

const seen = ({ kind, links, pieces }: FileCode, { assumptions }: RunSources): SeenFile => ({
  kind,
  links,
  pieces,
  assumptions: assumptions(pieces),
  lines: null,
});

const linesOf = (pieces: readonly PieceCode[]): readonly number[] => pieces.map(({ site }) => site.line);

const isSame = (
  before: SeenFile | undefined,
  code: FileCode | undefined,
  { assumptions }: RunSources,
): boolean => {
  if (!before || !code) return before === code;
  const { pieces } = code;
  return (
    before.kind === code.kind &&
    before.links === code.links &&
    before.pieces.length === pieces.length &&
    before.pieces.every((piece, index) => piece === pieces[index]) &&
    before.assumptions === assumptions(pieces) &&
    (before.lines === null || before.lines.every((line, index) => line === pieces[index]?.site.line))
  );
};
