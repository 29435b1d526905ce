import { say } from '@migration-tags/simulator';
import { repeatedTags } from '../../tags/repeated-tags.ts';
import { nameOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const duplicateTag: SyntaxRule = {
  needs: 'syntax',
  name: 'duplicate-tag',
  defaultSeverity: 'warning',
  summary: say`One code entity carries the same tag twice.`,
  check: ({ outline, sheet: { tags } }) =>
    repeatedTags(tags).flatMap(({ tag, earlier }) => {
      if (earlier.every(({ type }) => type !== tag.type)) return [];
      return [
        {
          span: tag.span,
          message: say`${nameOf(tag.target, outline)} is already tagged \`${tag.type}\`.`,
          fixes: [{ ...removalFix(outline, tag.span), preferred: true }],
        },
      ];
    }),
};
