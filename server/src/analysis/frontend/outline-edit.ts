import { ts } from 'ts-morph';
import type { SourceOutline } from '../../source/outline.ts';
import { changeBetween, type Replacement } from './outline-change.ts';
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
 * The pieces of a text after an edit, of which only the statements around the edit are parsed, by themselves. `null`: what they
 * are cannot be told from them alone, or errors stand nearby, which one statement may cause in another; then the whole text
 * has to be parsed.
 */
export const afterEdit = (read: Read, text: string): Edited | null => {
  const { outline, pieces } = read;
  const change = changeBetween(outline.text, text);
  const found = pieces.findIndex((piece) => piece.end >= change.start);
  const touched = found < 0 ? pieces.length : found;
  const behind = pieces.findIndex((piece) => piece.fullStart > change.oldEnd);
  const around = { first: Math.max(0, touched - 1), next: behind < 0 ? pieces.length : behind };

  const from = around.first === 0 ? 0 : (pieces[around.first]?.fullStart ?? 0);
  const to = pieces[around.next]?.end ?? outline.text.length;
  if (outline.syntaxErrors.some(({ span }) => span.end >= from && span.start <= to)) return null;
  return (
    withinDeclaration(read, text, change, touched) ?? betweenNeighbours(read, text, change, around, touched)
  );
};

/**
 * Behind the first word of a function or class and before its last brace, an edit leaves alone where the statement before it ends
 * (the parser looks at that word and no further) and that its own end is that brace, whatever follows.
 */
const withinDeclaration = (read: Read, text: string, change: Replacement, touched: number): Edited | null => {
  const piece = read.pieces[touched];
  if (!piece || change.oldEnd >= piece.end) return null;
  if (!/^\w+\W/.test(read.outline.text.slice(piece.start, change.start))) return null;
  const [before, after] = [read.pieces.slice(0, touched), read.pieces.slice(touched + 1)];
  const from = piece.fullStart;
  const to = piece.end + change.newEnd - change.oldEnd;
  const tree = parseStretch(read, text, { from, to, before, after });
  const [declaration, ...others] = tree?.statements ?? [];
  if (!tree || !declaration || others.length > 0) return null;
  if (!endsInBrace(declaration) || declaration.end !== to - from) return null;
  const placed = { piece: walkStatement(declaration, tree.sourceFile), fullStart: from };
  return edited(read, change, from, before, [placed], after);
};

const endsInBrace = (statement: ts.Statement): boolean =>
  ts.isClassDeclaration(statement) || (ts.isFunctionDeclaration(statement) && statement.body !== undefined);

/**
 * With the statement before, whose end may depend on what follows, and the one behind: a parser that comes to its start and to
 * its end as before goes on from there as before.
 */
const betweenNeighbours = (
  read: Read,
  text: string,
  change: Replacement,
  around: { readonly first: number; readonly next: number },
  touched: number,
): Edited | null => {
  const { pieces } = read;
  const by = change.newEnd - change.oldEnd;
  const [before, after] = [pieces.slice(0, around.first), pieces.slice(around.next)];
  const next = pieces[around.next];
  const from = around.first === 0 ? 0 : (pieces[around.first]?.fullStart ?? 0);
  const to = next ? next.end + by : text.length;
  const tree = parseStretch(read, text, { from, to, before, after });
  if (!tree) return null;
  const statements = [...tree.statements];
  if (next) {
    const again = statements.pop();
    if (again?.pos !== next.fullStart + by - from || again.end !== to - from) return null;
  }
  const placed = statements.map((statement, index): PlacedPiece => {
    const known = index === 0 && around.first < touched ? pieces[around.first] : undefined;
    const isSame = known?.fullStart === from && known.end === statement.end + from;
    return {
      piece: isSame ? known : walkStatement(statement, tree.sourceFile),
      fullStart: statement.pos + from,
    };
  });
  return edited(read, change, from, before, placed, after);
};

const edited = (
  { outline }: Read,
  { oldEnd, newEnd }: Replacement,
  from: number,
  before: readonly Piece[],
  placed: readonly PlacedPiece[],
  after: readonly Piece[],
): Edited => {
  const by = newEnd - oldEnd;
  return {
    placed: [
      ...before.map((piece) => ({ piece, fullStart: piece.fullStart })),
      ...placed,
      ...after.map((piece) => ({ piece, fullStart: piece.fullStart + by })),
    ],
    syntaxErrors: outline.syntaxErrors.map(({ span, message }) => {
      const moved = span.start < from ? 0 : by;
      return { span: { start: span.start + moved, end: span.end + moved }, message };
    }),
  };
};

/** Part of a text, and the pieces in front of it and behind it, which the edit left alone. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}

interface ParsedStretch {
  readonly sourceFile: ts.SourceFile;
  readonly statements: readonly ts.Statement[];
}

/** `null`: it is large, it has errors, or how it is to be parsed depends on all of the text. */
const parseStretch = (
  { outline }: Read,
  text: string,
  { from, to, before, after }: Stretch,
): ParsedStretch | null => {
  if (to - from > text.length * LARGEST_SHARE) return null;
  const isModule = [...before, ...after].some(({ isModular }) => isModular);
  // Outside functions `await` is an operator in modules only, and what was edited may decide whether this is one. Such a
  // module is read twice by the compiler, and what follows an error may come out otherwise the second time.
  if ((!isModule || outline.syntaxErrors.length > 0) && text.includes('await')) return null;
  const sourceFile = parseAlone(outline.fileName, text.slice(from, to), isModule);
  if (!sourceFile) return null;
  const { statements } = sourceFile;
  return { sourceFile, statements: isModule ? statements.slice(0, -1) : statements };
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
