import { nameOf, sameTarget } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const conflictingTags: SyntaxRule = {
  needs: 'syntax',
  name: 'conflicting-tags',
  defaultSeverity: 'error',
  summary: 'One code entity is tagged both `approve` and `withdraw`.',
  check: ({ outline, sheet: { tags } }) =>
    tags.flatMap((tag, index) => {
      const earlier = tags
        .slice(0, index)
        .find(({ type, target }) => type !== tag.type && sameTarget(target, tag.target));
      if (!earlier) return [];
      const name = nameOf(tag.target, outline);
      return [
        {
          span: tag.span,
          message: `${name} is already tagged \`${earlier.type}\`; it cannot approve and withdraw at once. Keep one.`,
          fixes: [
            removalFix(outline, tag.span, `Keep \`${earlier.type}\``),
            removalFix(outline, earlier.span, `Keep \`${tag.type}\``),
          ],
        },
      ];
    }),
};
