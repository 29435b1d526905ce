import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import type { TagSheet } from '../tag-sheet.ts';

export interface RegionSymbol {
  /** Its label, or its type without one. */
  readonly name: string;
  readonly detail: string;
  /** From the `begin` comment's start to the `end` comment's end: what folds. */
  readonly span: Span;
  /** The `begin` directive. */
  readonly selection: Span;
  /** Innermost code entity around it. */
  readonly parent: number | null;
}

/** The regions of a file, in document order: for folding, the outline view and breadcrumbs. */
export const regionSymbols = ({ lists }: SourceOutline, { tags }: TagSheet): readonly RegionSymbol[] =>
  tags.flatMap(({ target, type, span }) =>
    target.kind === 'entity'
      ? []
      : [
          {
            name: target.label ?? type,
            detail: `@migrate ${type}`,
            span: target.span,
            selection: span,
            parent: lists[target.list]?.owner ?? null,
          },
        ],
  );
