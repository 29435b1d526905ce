import { entersPackage } from '../../source/file-path.ts';
import type { FileCode, ImportCode, PieceCode } from './file-code.ts';

/** Where the graph's files come from. */
export interface GraphFiles {
  readonly code: (file: string) => FileCode | undefined;
  readonly resolve: (specifier: string, fromFile: string) => string | undefined;
}

/** What the names of one file stand for. */
interface FileNames {
  readonly code: FileCode | undefined;
  /** The files that it imports, one for each specifier; `undefined`: not found. */
  readonly imports: readonly (string | undefined)[];
  readonly declared: ReadonlyMap<string, readonly PieceCode[]>;
  readonly imported: ReadonlyMap<string, ImportCode>;
  /** Those of them that are a package's, or all of it. */
  readonly fromPackages: ReadonlySet<string>;
}

/**
 * Which pieces of a program may use which: by the names they mention, across imports, but for those of packages. Too many rather than too few: a property
 * of the same name as a function counts as that function.
 */
export class PieceGraph {
  #files: GraphFiles;
  readonly #names = new Map<string, FileNames>();
  /** By file. */
  readonly #needs = new Map<string, Map<PieceCode, readonly PieceCode[]>>();

  constructor(files: GraphFiles) {
    this.#files = files;
  }

  /** Takes the files as they are now. What is known of those that neither changed nor import what did, stays. */
  update(files: GraphFiles): void {
    this.#files = files;
    const changed = [...this.#names].flatMap(([file, { code, imports }]) => {
      const now = files.code(file);
      return now === code && this.#importsOf(file, now).every((to, index) => to === imports[index])
        ? []
        : [file];
    });
    const outdated = this.#withImporters(changed);
    for (const file of changed) this.#names.delete(file);
    for (const file of outdated) this.#needs.delete(file);
  }

  /** The pieces that a piece may use directly. */
  needsOf(piece: PieceCode): readonly PieceCode[] {
    let inFile = this.#needs.get(piece.file);
    if (!inFile) {
      inFile = new Map();
      this.#needs.set(piece.file, inFile);
    }
    const known = inFile.get(piece);
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
    inFile.set(piece, found);
    return found;
  }

  /** Whether a piece may use what a package holds. */
  usesPackages({ file, mentions }: PieceCode): boolean {
    const { fromPackages } = this.#namesOf(file);
    for (const name of fromPackages) if (mentions.has(name)) return true;
    return false;
  }

  piecesOf(file: string): readonly PieceCode[] {
    return this.#namesOf(file).code?.pieces ?? [];
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
    for (const file of reached)
      for (const path of this.#namesOf(file).imports) if (path !== undefined) reached.add(path);
    return reached;
  }

  #withImporters(files: readonly string[]): ReadonlySet<string> {
    const importers = new Map<string, string[]>();
    for (const [file, { imports }] of this.#names)
      for (const path of imports) {
        const others = path === undefined ? undefined : importers.get(path);
        if (others) others.push(file);
        else if (path !== undefined) importers.set(path, [file]);
      }
    const reached = new Set(files);
    for (const file of reached) for (const importer of importers.get(file) ?? []) reached.add(importer);
    return reached;
  }

  #importsOf(file: string, code: FileCode | undefined): readonly (string | undefined)[] {
    const specifiers = [...(code?.imports ?? []).map(({ specifier }) => specifier), ...(code?.stars ?? [])];
    return [...new Set(specifiers)].map((specifier) => this.#ownFile(specifier, file));
  }

  #ownFile(specifier: string, from: string): string | undefined {
    const path = this.#files.resolve(specifier, from);
    return path !== undefined && entersPackage(from, path) ? undefined : path;
  }

  /** What an imported name stands for; of a namespace, what `mentions` names of it. `asked`: exports asked for before, against cycles. */
  #imported(
    file: string,
    { specifier, name }: ImportCode,
    mentions: ReadonlySet<string>,
    asked: Set<string>,
  ): readonly PieceCode[] {
    const path = this.#ownFile(specifier, file);
    if (path === undefined) return [];
    const { code } = this.#namesOf(path);
    if (!code) return [];
    // What a CommonJS module or a script gives away is settled as it runs.
    if (code.kind !== 'module') return code.pieces;
    if (name !== '*' && name !== '=') return this.#exported(path, name, asked);
    return [...mentions].flatMap((mentioned) => this.#exported(path, mentioned, asked));
  }

  /** The pieces behind a name that a file exports. */
  #exported(file: string, name: string, asked: Set<string>): readonly PieceCode[] {
    const { code, declared, imported } = this.#namesOf(file);
    const question = `${file}\0${name}`;
    if (!code || asked.has(question)) return [];
    asked.add(question);
    if (code.kind !== 'module') return code.pieces;
    const local = code.exports.get(name)?.name ?? name;
    const link = imported.get(local);
    if (link) return this.#imported(file, link, NO_NAMES, asked);
    const own = declared.get(local);
    if (own) return own;
    return code.stars.flatMap((specifier) => {
      const path = this.#ownFile(specifier, file);
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
    const fromPackages = new Set<string>();
    for (const link of code?.imports ?? [])
      if (link.local !== null) {
        imported.set(link.local, link);
        const path = this.#files.resolve(link.specifier, file);
        if (path !== undefined && entersPackage(file, path)) fromPackages.add(link.local);
      }
    const names = { code, imports: this.#importsOf(file, code), declared, imported, fromPackages };
    this.#names.set(file, names);
    return names;
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();
