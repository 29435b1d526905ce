import type { SourceOutline } from '../source/outline.ts';
import type { ParsedDirective } from './directive.ts';
import type { TagSheet, TagTarget } from './tag-sheet.ts';

/** The `end` directive of a region. */
export const endOfRegion = (
  { comments }: SourceOutline,
  { directives }: TagSheet,
  { span, label }: Extract<TagTarget, { kind: 'region' }>,
): ParsedDirective | undefined =>
  directives.find(
    ({ comment, directive }) =>
      comments[comment]?.span.end === span.end && directive?.kind === 'end' && directive.label === label,
  );
