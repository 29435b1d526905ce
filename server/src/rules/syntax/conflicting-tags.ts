import { say } from '@migration-tags/simulator';
import { repeatedTags } from '../../tags/repeated-tags.ts';
import { nameOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const conflictingTags: SyntaxRule = {
  needs: 'syntax',
  name: 'conflicting-tags',
  defaultSeverity: 'error',
  summary: say`One code entity is tagged both \`approve\` and \`withdraw\`.`,
  check: ({ outline, sheet: { tags } }) =>
    repeatedTags(tags).flatMap(({ tag, earlier: others }) => {
      const earlier = others.find(({ type }) => type !== tag.type);
      if (!earlier) return [];
      const name = nameOf(tag.target, outline);
      return [
        {
          span: tag.span,
          message: say`${name} is already tagged \`${earlier.type}\`; it cannot approve and withdraw at once. Keep one.`,
          fixes: [
            removalFix(outline, tag.span, say`Keep \`${earlier.type}\``),
            removalFix(outline, earlier.span, say`Keep \`${tag.type}\``),
          ],
        },
      ];
    }),
};
