import type { ListItem, SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import { removeDirective } from './remove-tag.ts';
import { endAfter, insertBefore } from './wrap-in-region.ts';

/** A region's two directives, and how to bring them into one block. */
export interface RegionMove {
  readonly moved: 'begin' | 'end' | 'both';
  readonly edits: readonly TextEdit[];
}

/**
 * Moves what stands too deep out of its block: a `begin` in front of the statement that holds it, an `end` behind it, in the
 * innermost block around both. `null`: there is none.
 */
export const moveIntoOneBlock = (
  outline: SourceOutline,
  begin: Span,
  end: Span,
  label: string | null,
): RegionMove | null => {
  const { text } = outline;
  const common = outline.lists.findLast(
    ({ kind, span }) => kind === 'statements' && contains(span, begin) && contains(span, end),
  );
  const holding = (directive: Span): ListItem | undefined =>
    common?.items.find(({ span }) => contains(span, directive));
  const [first, last] = [holding(begin), holding(end)];
  if (!first && !last) return null;
  const edits = [
    ...(first
      ? [
          insertBefore(text, first.span.start, text.slice(begin.start, begin.end)),
          ...removeDirective(outline, begin),
        ]
      : []),
    ...(last ? [...removeDirective(outline, end), endAfter(text, last.span.end, label)] : []),
  ];
  return { moved: first && last ? 'both' : first ? 'begin' : 'end', edits };
};
