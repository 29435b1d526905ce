import { nameOf, sameTarget } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const duplicateTag: SyntaxRule = {
  needs: 'syntax',
  name: 'duplicate-tag',
  defaultSeverity: 'warning',
  summary: 'One code entity carries the same tag twice.',
  check: ({ outline, sheet: { tags } }) =>
    tags.flatMap((tag, index) => {
      const repeats = tags
        .slice(0, index)
        .some(({ type, target }) => type === tag.type && sameTarget(target, tag.target));
      if (!repeats) return [];
      return [
        {
          span: tag.span,
          message: `${nameOf(tag.target, outline)} is already tagged \`${tag.type}\`.`,
          fixes: [{ ...removalFix(outline, tag.span), preferred: true }],
        },
      ];
    }),
};
