import type { FileCode, ImportCode, PieceCode } from './code.ts';

/** Where the graph's files come from. */
export interface GraphFiles {
  readonly code: (file: string) => FileCode | undefined;
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
}

/** What the names of one file stand for. */
interface FileNames {
  readonly declared: ReadonlyMap<string, readonly PieceCode[]>;
  readonly imported: ReadonlyMap<string, ImportCode>;
}

/**
 * Which pieces of a program may use which: by the names they mention, across imports. Too many rather than too few: a property
 * of the same name as a function counts as that function.
 */
export class PieceGraph {
  readonly #files: GraphFiles;
  readonly #names = new Map<string, FileNames>();
  readonly #needs = new Map<PieceCode, readonly PieceCode[]>();

  constructor(files: GraphFiles) {
    this.#files = files;
  }

  /** The pieces that a piece may use directly. */
  needsOf(piece: PieceCode): readonly PieceCode[] {
    const known = this.#needs.get(piece);
    if (known) return known;
    const needs = new Set<PieceCode>();
    const { declared, imported } = this.#namesOf(piece.file);
    for (const name of piece.mentions) {
      for (const declaring of declared.get(name) ?? []) needs.add(declaring);
      const link = imported.get(name);
      if (link)
        for (const found of this.#imported(piece.file, link, piece.mentions, new Set())) needs.add(found);
    }
    needs.delete(piece);
    const found = [...needs];
    this.#needs.set(piece, found);
    return found;
  }

  /** The pieces with all they may use, directly or not. */
  closureOf(pieces: Iterable<PieceCode>): ReadonlySet<PieceCode> {
    const reached = new Set(pieces);
    for (const piece of reached) for (const needed of this.needsOf(piece)) reached.add(needed);
    return reached;
  }

  /** The files with all they import, directly or not. */
  importedFrom(files: Iterable<string>): ReadonlySet<string> {
    const reached = new Set(files);
    for (const file of reached) {
      const code = this.#files.code(file);
      for (const specifier of [
        ...(code?.imports ?? []).map((link) => link.specifier),
        ...(code?.stars ?? []),
      ]) {
        const path = this.#files.resolve(specifier, file);
        if (path !== undefined) reached.add(path);
      }
    }
    return reached;
  }

  /** What an imported name stands for; of a namespace, what `mentions` names of it. `asked`: exports asked for before, against cycles. */
  #imported(
    file: string,
    { specifier, name }: ImportCode,
    mentions: ReadonlySet<string>,
    asked: Set<string>,
  ): readonly PieceCode[] {
    const path = this.#files.resolve(specifier, file);
    const code = path === undefined ? undefined : this.#files.code(path);
    if (path === undefined || !code) return [];
    // What a CommonJS module or a script gives away is settled as it runs.
    if (code.kind !== 'module') return code.pieces;
    if (name !== '*' && name !== '=') return this.#exported(path, name, asked);
    return [...mentions].flatMap((mentioned) => this.#exported(path, mentioned, asked));
  }

  /** The pieces behind a name that a file exports. */
  #exported(file: string, name: string, asked: Set<string>): readonly PieceCode[] {
    const code = this.#files.code(file);
    const question = `${file}\0${name}`;
    if (!code || asked.has(question)) return [];
    asked.add(question);
    if (code.kind !== 'module') return code.pieces;
    const { declared, imported } = this.#namesOf(file);
    const local = code.exports.get(name)?.name ?? name;
    const link = imported.get(local);
    if (link) return this.#imported(file, link, NO_NAMES, asked);
    const own = declared.get(local);
    if (own) return own;
    return code.stars.flatMap((specifier) => {
      const path = this.#files.resolve(specifier, file);
      return path === undefined ? [] : this.#exported(path, name, asked);
    });
  }

  #namesOf(file: string): FileNames {
    const known = this.#names.get(file);
    if (known) return known;
    const code = this.#files.code(file);
    const declared = new Map<string, PieceCode[]>();
    for (const piece of code?.pieces ?? [])
      for (const name of piece.declares) {
        const others = declared.get(name);
        if (others) others.push(piece);
        else declared.set(name, [piece]);
      }
    const imported = new Map<string, ImportCode>();
    for (const link of code?.imports ?? []) if (link.local !== null) imported.set(link.local, link);
    const names = { declared, imported };
    this.#names.set(file, names);
    return names;
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();
