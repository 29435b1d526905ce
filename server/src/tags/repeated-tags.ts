import type { BoundTag, TagTarget } from './tag-sheet.ts';

/** Tags on a target that carries others already, with those, in document order. */
export const repeatedTags = (
  tags: readonly BoundTag[],
): readonly { readonly tag: BoundTag; readonly earlier: readonly BoundTag[] }[] => {
  const byTarget = new Map<string, BoundTag[]>();
  return tags.flatMap((tag) => {
    const key = keyOf(tag.target);
    const earlier = byTarget.get(key);
    byTarget.set(key, [...(earlier ?? []), tag]);
    return earlier ? [{ tag, earlier }] : [];
  });
};

const keyOf = (target: TagTarget): string =>
  target.kind === 'entity' ? `entity ${target.entity}` : `region ${target.span.start} ${target.span.end}`;
