import { isFunctionKind, type SourceOutline } from '../source/outline.ts';
import { contains, type Span } from '../source/span.ts';
import type { BoundTag, TagTarget } from './tag-sheet.ts';
import { spanOf } from './target.ts';

/**
 * For each tag the one that is active where it begins: the innermost around it. Not across the edge of a function, which
 * may be called from elsewhere.
 */
export const tagsAround = (
  tags: readonly BoundTag[],
  outline: SourceOutline,
): ReadonlyMap<BoundTag, BoundTag> => {
  const placed = tags
    .map((tag) => ({ tag, span: spanOf(tag.target, outline), within: functionOf(tag.target, outline) }))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const around = new Map<BoundTag, BoundTag>();
  const open: (typeof placed)[number][] = [];
  for (const inner of placed) {
    while ((open.at(-1)?.span.end ?? Infinity) <= inner.span.start) open.pop();
    const outer = open.findLast(({ span, within }) => within === inner.within && isAround(span, inner.span));
    if (outer) around.set(inner.tag, outer.tag);
    open.push(inner);
  }
  return around;
};

/** Around it, and more than it. */
const isAround = (outer: Span, inner: Span): boolean => contains(outer, inner) && !contains(inner, outer);

/** The function whose run the target is part of; a tagged function is itself that function. */
const functionOf = (target: TagTarget, outline: SourceOutline): number | null => {
  let index = target.kind === 'entity' ? target.entity : (outline.lists[target.list]?.owner ?? null);
  while (index !== null && !isFunctionKind(outline.entities[index]?.kind)) {
    index = outline.entities[index]?.parent ?? null;
  }
  return index;
};
