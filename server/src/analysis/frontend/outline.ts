import type { ts } from 'ts-morph';
import { MostRecent } from '../../memo/most-recent.ts';
import type { SourceOutline } from '../../source/outline.ts';
import { findComments } from './outline-comments.ts';
import { afterEdit, type Read } from './outline-edit.ts';
import type { Piece } from './outline-pieces.ts';
import { type PlacedPiece, structureOf } from './outline-structure.ts';
import { walkStatement } from './outline-walk.ts';
import { parse, parseAfter, syntaxErrorsOf } from './syntax-tree.ts';

interface Entry extends Read {
  /** Of the last text that was parsed as a whole; `null`: it was let go. */
  readonly tree: ts.SourceFile | null;
}

/** Trees take most of the memory: where only outlines are read, those of the files read last are kept. */
const TREES_KEPT_FOR_OUTLINES = 4;

/** What is read of files: their outlines alone, or their trees too. */
export type ReadFor = 'outlines' | 'trees';

/**
 * Outlines of files that change over time, read with the compiler's own nodes and no wrappers. An edit costs the statements
 * around it; where that cannot be told from them alone, the whole text is parsed incrementally. Total: any text has an
 * outline.
 */
export class OutlineCache {
  readonly #entries = new Map<string, Entry>();
  /** Of statements that the incremental parser takes over from the tree before. A piece goes when its tree goes. */
  readonly #pieces = new WeakMap<ts.Node, Piece>();
  readonly #readFor: ReadFor;
  /** Files with a tree, while only outlines are read. */
  readonly #withTrees = new MostRecent<string>(TREES_KEPT_FOR_OUTLINES);

  constructor(readFor: ReadFor = 'trees') {
    this.#readFor = readFor;
  }

  outline(fileName: string, text: string): SourceOutline {
    const previous = this.#entries.get(fileName);
    if (previous?.outline.text === text) return previous.outline;
    return this.#guarded(fileName, text, () => this.#read(fileName, text, previous)).outline;
  }

  /** The syntax tree of the text; `undefined`: it is nested too deeply for one. */
  sourceFile(fileName: string, text: string): ts.SourceFile | undefined {
    this.outline(fileName, text);
    const entry = this.#entries.get(fileName);
    if (entry?.tree?.text === text) return entry.tree;
    if (entry) this.#guarded(fileName, text, () => ({ ...entry, tree: treeOf(fileName, text, entry) }));
    return this.#entries.get(fileName)?.tree ?? undefined;
  }

  forget(fileName: string): void {
    this.#entries.delete(fileName);
    this.#withTrees.forget(fileName);
  }

  /** What is kept of the version before is taken apart for the next one, so it must not be found again if that throws. */
  #guarded(fileName: string, text: string, read: () => Entry): Pick<Entry, 'outline'> {
    this.#entries.delete(fileName);
    try {
      const entry = read();
      this.#entries.set(fileName, entry);
      this.#letGoOfTrees(fileName);
      return entry;
    } catch (error) {
      if (error instanceof RangeError) return { outline: tooDeep(fileName, text) };
      throw error;
    }
  }

  #letGoOfTrees(lastRead: string): void {
    if (this.#readFor === 'trees') return;
    for (const oldest of this.#withTrees.note(lastRead)) {
      const entry = this.#entries.get(oldest);
      if (entry) this.#entries.set(oldest, { ...entry, tree: null });
    }
  }

  #read(fileName: string, text: string, previous: Entry | undefined): Entry {
    const edited = previous && afterEdit(previous, text);
    if (edited) {
      const { placed, syntaxErrors } = edited;
      return { ...read(fileName, text, placed, syntaxErrors), tree: previous.tree };
    }
    const tree = treeOf(fileName, text, previous);
    const placed = tree.statements.map((statement) => {
      const piece = this.#pieces.get(statement) ?? walkStatement(statement, tree);
      this.#pieces.set(statement, piece);
      return { piece, fullStart: statement.pos };
    });
    return { ...read(fileName, text, placed, syntaxErrorsOf(tree)), tree };
  }
}

/**
 * A module that awaits at its top level is read twice by the compiler, and where it has errors, what follows them may come out otherwise than
 * from scratch when it goes on from the version before.
 */
const treeOf = (fileName: string, text: string, previous: Entry | undefined): ts.SourceFile => {
  if (!previous?.tree) return parse(fileName, text);
  const isReadTwice = AWAITS_AT_TOP_LEVEL.test(text);
  if (isReadTwice && previous.outline.syntaxErrors.length > 0) return parse(fileName, text);
  const tree = parseAfter(previous.tree, text);
  return isReadTwice && syntaxErrorsOf(tree).length > 0 ? parse(fileName, text) : tree;
};

/** Perhaps: it stands on a line that is not indented. */
const AWAITS_AT_TOP_LEVEL = /^\S.*\bawait\b/m;

/** The outline of one text, with nothing remembered. */
export const buildOutline = (fileName: string, text: string): SourceOutline =>
  new OutlineCache().outline(fileName, text);

const read = (
  fileName: string,
  text: string,
  placed: readonly PlacedPiece[],
  syntaxErrors: SourceOutline['syntaxErrors'],
): Read => {
  const { pieces, entities, lists, jumps, literals } = structureOf(placed, text.length);
  const comments = findComments(text, literals, lists);
  return { pieces, outline: { fileName, text, entities, lists, comments, jumps, syntaxErrors } };
};

/** The compiler descends recursively and runs out of stack on thousands of nested brackets. */
const tooDeep = (fileName: string, text: string): SourceOutline => ({
  fileName,
  text,
  entities: [],
  lists: [{ index: 0, kind: 'statements', span: { start: 0, end: text.length }, owner: null, items: [] }],
  comments: [],
  jumps: [],
  syntaxErrors: [
    {
      span: { start: 0, end: 0 },
      message: 'This file is nested too deeply to be read; nothing in it is analysed.',
    },
  ],
});
