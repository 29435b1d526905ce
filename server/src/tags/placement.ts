import { firstAtOrBehind } from '../source/first-at-or-behind.ts';
import type { Comment, ItemList, ListItem, SourceOutline } from '../source/outline.ts';
import type { Span } from '../source/span.ts';

/** Where a comment stands in its list, and what a directive in it binds to. */
export interface Placement {
  readonly list: ItemList;
  /** The first item after the comment; the number of items at the list's end. */
  readonly nextItem: number;
  /** The comment stands within an item, between its first and last word. */
  readonly inside: boolean;
  readonly entity: number | null;
  /** The statement between or beside that makes a reader think of another target than `entity`. */
  readonly bystander: { readonly span: Span; readonly trailing: boolean } | null;
}

/**
 * Between items, a directive binds to the next item of the list that is or heads an entity; within an item, to the first
 * entity that starts behind it in that item, not looking into bodies, classes and literals.
 */
export const placementOf = (outline: SourceOutline, comment: Comment): Placement | null => {
  const list = outline.lists[comment.list];
  if (!list) return null;
  const { start, end } = comment.span;
  const nextItem = firstAtOrBehind(list.items, end);
  const previous = list.items[nextItem - 1];
  if (previous && previous.span.end > start) {
    const entity = entityWithin(outline, list, previous.span, end);
    return { list, nextItem, inside: true, entity, bystander: null };
  }
  const next = list.items[nextItem];
  const bound = firstHeadingEntity(list, nextItem);
  const skipped = bound === next ? undefined : bound && next;
  const shadowing = previous && bound && isTrailing(outline.text, previous.span, comment.span, bound.span);
  return {
    list,
    nextItem,
    inside: false,
    entity: bound?.entity ?? null,
    bystander: shadowing
      ? { span: previous.span, trailing: true }
      : skipped
        ? { span: skipped.span, trailing: false }
        : null,
  };
};

const firstHeadingEntity = ({ items }: ItemList, from: number): ListItem | undefined => {
  for (let index = from; index < items.length; index++) if (items[index]?.entity != null) return items[index];
  return undefined;
};

/** Behind code on the same line, while the code bound to is on a later one. */
const isTrailing = (text: string, previous: Span, comment: Span, bound: Span): boolean =>
  !/[\r\n]/.test(text.slice(previous.end, comment.start)) &&
  /[\r\n]/.test(text.slice(comment.end - 1, bound.start));

const entityWithin = (outline: SourceOutline, list: ItemList, item: Span, from: number): number | null => {
  const nested = outline.lists.filter(
    ({ index, kind, span }) =>
      index > list.index && kind !== 'arguments' && item.start <= span.start && span.end <= item.end,
  );
  const found = outline.entities.find(
    ({ span }) =>
      span.start >= from &&
      span.end <= item.end &&
      !nested.some((inner) => inner.span.start <= span.start && span.end <= inner.span.end),
  );
  return found?.index ?? null;
};
