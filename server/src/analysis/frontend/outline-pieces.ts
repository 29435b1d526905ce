import type { CodeEntity, ItemList, Jump } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';

/** What one top-level statement contributes to its file's outline, at its place there. */
export interface Piece {
  /** Where the blanks and comments in front of the statement begin, and the statement itself. */
  readonly fullStart: number;
  readonly start: number;
  readonly end: number;
  /** Index of its first entity and list in the file's. */
  readonly firstEntity: number;
  readonly firstList: number;
  readonly entities: readonly CodeEntity[];
  readonly lists: readonly ItemList[];
  /** `leaves` is `null` for a jump out of the whole file. */
  readonly jumps: readonly (Pick<Jump, 'span'> & { readonly leaves: Span | null })[];
  readonly literals: readonly Span[];
  /** The entity that a directive before the statement binds to. */
  readonly entity: number | null;
  /** Control never falls out of its end. */
  readonly leaves: boolean;
  /** A function's signature without its body. */
  readonly isOverload: boolean;
  /** An `import` or `export`, which makes the file a module. */
  readonly isModular: boolean;
}

/** The same piece elsewhere in the file. */
export const movePiece = (piece: Piece, fullStart: number, firstEntity: number, firstList: number): Piece => {
  if (piece.fullStart === fullStart && piece.firstEntity === firstEntity && piece.firstList === firstList)
    return piece;
  const by = fullStart - piece.fullStart;
  const span = (old: Span): Span => ({ start: old.start + by, end: old.end + by });
  const entityShift = firstEntity - piece.firstEntity;
  const listShift = firstList - piece.firstList;
  const entity = (index: number | null): number | null => (index === null ? null : index + entityShift);
  return {
    fullStart,
    start: piece.start + by,
    end: piece.end + by,
    firstEntity,
    firstList,
    entities: piece.entities.map((old) => ({
      index: old.index + entityShift,
      kind: old.kind,
      name: old.name,
      span: span(old.span),
      head: span(old.head),
      parent: entity(old.parent),
    })),
    lists: piece.lists.map((old) => ({
      index: old.index + listShift,
      kind: old.kind,
      span: span(old.span),
      owner: entity(old.owner),
      items: old.items.map((item) => ({
        span: span(item.span),
        entity: entity(item.entity),
        leaves: item.leaves,
      })),
    })),
    jumps: piece.jumps.map((old) => ({ span: span(old.span), leaves: old.leaves && span(old.leaves) })),
    literals: piece.literals.map(span),
    entity: entity(piece.entity),
    leaves: piece.leaves,
    isOverload: piece.isOverload,
    isModular: piece.isModular,
  };
};
