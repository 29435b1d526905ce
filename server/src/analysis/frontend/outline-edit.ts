import type { ts } from 'ts-morph';
import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import { changeBetween } from './outline-change.ts';
import type { Piece } from './outline-pieces.ts';
import type { PlacedPiece } from './outline-structure.ts';
import { walkStatement } from './outline-walk.ts';
import { parse, syntaxErrorsOf } from './syntax-tree.ts';

/** What is known of one text. */
export interface Read {
  readonly outline: SourceOutline;
  readonly pieces: readonly Piece[];
}

export interface Edited {
  readonly placed: readonly PlacedPiece[];
  readonly syntaxErrors: SourceOutline['syntaxErrors'];
}

/** Of the text: parsing more of it by itself gains nothing over the compiler's own incremental parser. */
const LARGEST_SHARE = 0.5;

/**
 * The pieces of a text after an edit, of which only the statements around the edit are parsed, by themselves. They are
 * parsed with the statement before, whose end may depend on what follows, and the one behind: a parser that comes to its
 * start and to its end as before goes on from there as before. `null`: this cannot be told, or errors stand nearby, which
 * one statement may cause in another; then the whole text has to be parsed.
 */
export const afterEdit = ({ outline, pieces }: Read, text: string): Edited | null => {
  const { start, oldEnd, newEnd } = changeBetween(outline.text, text);
  const by = newEnd - oldEnd;
  const touched = pieces.findIndex((piece) => piece.end >= start);
  const first = Math.max(0, (touched < 0 ? pieces.length : touched) - 1);
  const behind = pieces.findIndex((piece) => piece.fullStart > oldEnd);
  const next = behind < 0 ? undefined : pieces[behind];
  const from = first === 0 ? 0 : (pieces[first]?.fullStart ?? 0);
  const to = next ? next.end + by : text.length;
  if (to - from > text.length * LARGEST_SHARE) return null;

  const isAround = ({ span }: { readonly span: Span }): boolean =>
    span.end >= from && span.start <= (next ? next.end : outline.text.length);
  if (outline.syntaxErrors.some(isAround)) return null;

  const before = pieces.slice(0, first);
  const after = behind < 0 ? [] : pieces.slice(behind);
  const isModule = [...before, ...after].some(({ isModular }) => isModular);
  // Outside functions `await` is an operator in modules only, and what was edited may decide whether this is one. Such a
  // module is read twice by the compiler, and what follows an error may come out otherwise the second time.
  if ((!isModule || outline.syntaxErrors.length > 0) && text.includes('await')) return null;
  const tree = parseAlone(outline.fileName, text.slice(from, to), isModule);
  if (!tree) return null;
  const statements = [...tree.statements];
  if (isModule) statements.pop();
  if (next) {
    const again = statements.pop();
    if (again?.pos !== next.fullStart + by - from || again.end !== to - from) return null;
  }
  const placedAnew = statements.map((statement, index): PlacedPiece => {
    const known = index === 0 && first < touched ? pieces[first] : undefined;
    const isSame = known?.fullStart === from && known.end === statement.end + from;
    return { piece: isSame ? known : walkStatement(statement, tree), fullStart: statement.pos + from };
  });

  return {
    placed: [
      ...before.map((piece) => ({ piece, fullStart: piece.fullStart })),
      ...placedAnew,
      ...after.map((piece) => ({ piece, fullStart: piece.fullStart + by })),
    ],
    syntaxErrors: outline.syntaxErrors.map(({ span, message }) => {
      const moved = span.start < from ? 0 : by;
      return { span: { start: span.start + moved, end: span.end + moved }, message };
    }),
  };
};

/** Makes a text a module; by itself a statement. */
const MODULE_MARK = '\nexport {};';

/** The statements of a stretch of a file, then the mark; `null`: there are errors in it. */
const parseAlone = (fileName: string, stretch: string, isModule: boolean): ts.SourceFile | null => {
  const tree = parse(fileName, isModule ? stretch + MODULE_MARK : stretch);
  if (syntaxErrorsOf(tree).length > 0) return null;
  // A stretch that leaves something open takes the mark for a part of it.
  const isOpen = isModule && tree.statements.at(-1)?.getStart(tree) !== stretch.length + 1;
  return isOpen ? null : tree;
};
