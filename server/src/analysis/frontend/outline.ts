import { ts } from 'ts-morph';
import type { SourceOutline } from '../../source/outline.ts';
import { changeBetween } from './outline-change.ts';
import { findComments } from './outline-comments.ts';
import type { PieceCache } from './outline-pieces.ts';
import { collectStructure } from './outline-walk.ts';

interface Entry {
  readonly sourceFile: ts.SourceFile;
  readonly outline: SourceOutline;
}

/**
 * Outlines of files that change over time. Each edit is parsed incrementally, with the compiler's own nodes and no
 * wrappers: on a 2,000-line file that is the difference between a fraction of a millisecond and a tenth of a second.
 * Total: any text has an outline.
 */
export class OutlineCache {
  readonly #entries = new Map<string, Entry>();
  readonly #pieces: PieceCache = new WeakMap();

  outline(fileName: string, text: string): SourceOutline {
    const previous = this.#entries.get(fileName);
    if (previous?.outline.text === text) return previous.outline;
    // The compiler takes the previous tree apart for the next one, so it must not be found again if that throws.
    this.#entries.delete(fileName);
    try {
      const sourceFile = parse(fileName, text, previous?.sourceFile);
      const outline = outlineOf(fileName, sourceFile, this.#pieces);
      this.#entries.set(fileName, { sourceFile, outline });
      return outline;
    } catch (error) {
      if (error instanceof RangeError) return tooDeep(fileName, text);
      throw error;
    }
  }

  /** The syntax tree that the outline of this text was read from. */
  sourceFile(fileName: string, text: string): ts.SourceFile | undefined {
    this.outline(fileName, text);
    return this.#entries.get(fileName)?.sourceFile;
  }

  forget(fileName: string): void {
    this.#entries.delete(fileName);
  }
}

/** The outline of one text, with nothing remembered. */
export const buildOutline = (fileName: string, text: string): SourceOutline =>
  new OutlineCache().outline(fileName, text);

const parse = (fileName: string, text: string, previous: ts.SourceFile | undefined): ts.SourceFile =>
  previous
    ? ts.updateSourceFile(previous, text, changeBetween(previous.text, text))
    : ts.createSourceFile(fileName, text, {
        languageVersion: ts.ScriptTarget.Latest,
        // Doc comments are read as comments; parsing them as types would only cost time.
        jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      });

const outlineOf = (fileName: string, sourceFile: ts.SourceFile, pieces: PieceCache): SourceOutline => {
  const { entities, lists, jumps, literals } = collectStructure(sourceFile, pieces);
  return {
    fileName,
    text: sourceFile.text,
    entities,
    lists,
    comments: findComments(sourceFile.text, literals, lists),
    jumps,
    syntaxErrors: syntaxErrorsOf(sourceFile),
  };
};

const syntaxErrorsOf = (sourceFile: ts.SourceFile): SourceOutline['syntaxErrors'] => {
  // The compiler keeps them on every parsed file but publishes them only through a whole program.
  const { parseDiagnostics = [] } = sourceFile as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.map(({ start, length, messageText }) => ({
    span: { start, end: start + length },
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
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
