import type { CodeEntity, ItemList, Jump, ListItem } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import { movePiece, type Piece } from './outline-pieces.ts';

/** What a file consists of. */
export interface Structure {
  /** One for each top-level statement, at its place. */
  readonly pieces: readonly Piece[];
  readonly entities: readonly CodeEntity[];
  readonly lists: readonly ItemList[];
  readonly jumps: readonly Jump[];
  /** Strings, templates, regular expressions and JSX text, in document order. */
  readonly literals: readonly Span[];
}

/** A piece, wherever it was before, and where it belongs now. */
export interface PlacedPiece {
  readonly piece: Piece;
  readonly fullStart: number;
}

/** Puts a text of some length together from its statements: entities, lists with what their items bind to, jumps, literals. */
export const structureOf = (placed: readonly PlacedPiece[], length: number): Structure => {
  const items: ListItem[] = [];
  const entities: CodeEntity[] = [];
  const lists: ItemList[] = [
    { index: 0, kind: 'statements', span: { start: 0, end: length }, owner: null, items },
  ];
  const jumps: Jump[] = [];
  const literals: Span[] = [];
  const pieces: Piece[] = [];
  let overloads = 0;
  for (const { piece: seen, fullStart } of placed) {
    const piece = movePiece(seen, fullStart, entities.length, lists.length);
    pieces.push(piece);
    for (const entity of piece.entities) entities.push(entity);
    for (const list of piece.lists) lists.push(list);
    for (const literal of piece.literals) literals.push(literal);
    for (const { span, leaves: left } of piece.jumps) {
      jumps.push({ span, leaves: left ?? { start: 0, end: length } });
    }
    const { start, end, entity, leaves } = piece;
    items.push({ span: { start, end }, entity, leaves });
    overloads = bindOverloads(items, overloads, piece.isOverload);
  }
  return { pieces, entities, lists, jumps, literals };
};

/**
 * A tag on the first overload is meant for the implementation below it, so those items get its entity. Takes and returns
 * how many overloads stand at the end of the list so far; `isOverload`: its last item is one more.
 */
export const bindOverloads = (items: ListItem[], overloads: number, isOverload: boolean): number => {
  if (isOverload) return overloads + 1;
  const end = items.length - 1;
  const entity = items[end]?.entity ?? null;
  for (let index = end - overloads; entity !== null && index < end; index++) {
    const item = items[index];
    if (item) items[index] = { ...item, entity };
  }
  return 0;
};
