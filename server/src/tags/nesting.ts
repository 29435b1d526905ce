import type { SourceOutline } from '../source/outline.ts';
import { contains, type Span } from '../source/span.ts';
import type { BoundTag, TagTarget } from './tag-sheet.ts';
import { spanOf } from './target.ts';

/**
 * The tag that is active where this one begins: the innermost around it. Not across the edge of a function, which may
 * be called from elsewhere.
 */
export const innermostTagAround = (
  tag: BoundTag,
  tags: readonly BoundTag[],
  outline: SourceOutline,
): BoundTag | null => {
  const inner = spanOf(tag.target, outline);
  let found: { readonly tag: BoundTag; readonly span: Span } | null = null;
  for (const candidate of tags) {
    const span = spanOf(candidate.target, outline);
    if (candidate === tag || !contains(span, inner) || contains(inner, span)) continue;
    if (!sameFunction(tag.target, candidate.target, outline)) continue;
    if (!found || contains(found.span, span)) found = { tag: candidate, span };
  }
  return found?.tag ?? null;
};

const FUNCTIONS: readonly string[] = ['function', 'method', 'constructor', 'accessor', 'arrow'];

/** The function whose run the target is part of; a tagged function is itself that function. */
const functionOf = (target: TagTarget, outline: SourceOutline): number | null => {
  let index = target.kind === 'entity' ? target.entity : (outline.lists[target.list]?.owner ?? null);
  while (index !== null && !FUNCTIONS.includes(outline.entities[index]?.kind ?? '')) {
    index = outline.entities[index]?.parent ?? null;
  }
  return index;
};

const sameFunction = (inner: TagTarget, outer: TagTarget, outline: SourceOutline): boolean =>
  functionOf(inner, outline) === functionOf(outer, outline);
