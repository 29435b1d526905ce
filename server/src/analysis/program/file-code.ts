import type { FunctionCode, GlobalRef, LocalRef, ScopeCode, Site, Statement } from './code.ts';
import type { TypeHint } from './type-hint.ts';

/**
 * A top-level statement, or the statements of a tagged region together. Pieces that an edit leaves alone stay the same
 * objects, so that what was found out about them can be kept.
 */
export interface PieceCode {
  readonly file: string;
  /** Where it stands: moves with edits above. */
  readonly site: Site;
  /** The function it declares, bound before anything runs. */
  readonly functions: ScopeCode['functions'];
  readonly body: readonly Statement[];
  /** Top-level names, types included. */
  readonly declares: readonly string[];
  /** Identifiers and property names in it: what it may use. */
  readonly mentions: ReadonlySet<string>;
  /** Running it only gives names to functions, classes and constants: it neither acts nor holds what may change. */
  readonly inert: boolean;
  /** Functions and methods that are callable from outside. */
  readonly functionCount: number;
}

/** One source file, ready to run. */
export interface FileCode {
  readonly file: string;
  /** `script`: its top-level names are globals shared with the other scripts of its directory. */
  readonly kind: 'module' | 'commonjs' | 'script';
  readonly main: FunctionCode;
  /** What `main` is made of, in the order of the text. */
  readonly pieces: readonly PieceCode[];
  /** Exported name → top-level slot. */
  readonly exports: ReadonlyMap<string, LocalRef | GlobalRef>;
  /** `import`s: module-level slot → what it names. */
  readonly imports: readonly ImportCode[];
  /** `export * from`: specifiers of modules whose exports are also this one's. */
  readonly stars: readonly string[];
  readonly types: ReadonlyMap<string, TypeHint>;
  /** Names it uses and does not declare: of the language, the host or another script. */
  readonly freeNames: ReadonlySet<string>;
  /** Text that differs whenever imports, exports or stars do. */
  readonly links: string;
}

export interface ImportCode {
  readonly slot: number;
  /** What the importing file calls it; `null`: it is imported for its effects. */
  readonly local: string | null;
  readonly specifier: string;
  /** `default`, a name, or `*` for the namespace. */
  readonly name: string;
  /** Nothing but types names it: the compiler leaves it out. */
  readonly typeOnly: boolean;
}
