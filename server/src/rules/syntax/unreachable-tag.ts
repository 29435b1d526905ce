import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import { nameOf, spanOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const unreachableTag: SyntaxRule = {
  needs: 'syntax',
  name: 'unreachable-tag',
  defaultSeverity: 'warning',
  summary: 'A tag stands on code that never runs.',
  check: ({ outline, sheet }) =>
    sheet.tags.flatMap(({ target, span }) => {
      // A function declaration is hoisted: what stands before it does not keep it from being called.
      if (target.kind === 'entity' && outline.entities[target.entity]?.kind === 'function') return [];
      const code = target.kind === 'region' ? span : spanOf(target, outline);
      if (!followsLeaving(outline, code)) return [];
      return [
        {
          span,
          message: `${nameOf(target, outline)} never runs: the statement before it always leaves the block.`,
          fixes: [removalFix(outline, span)],
        },
      ];
    }),
};

/** Some statement list around the code left its block before it. */
const followsLeaving = ({ lists }: SourceOutline, code: Span): boolean =>
  lists.some(
    ({ kind, span, items }) =>
      kind === 'statements' &&
      span.start <= code.start &&
      code.end <= span.end &&
      items.some((item) => item.leaves && item.span.end <= code.start),
  );
