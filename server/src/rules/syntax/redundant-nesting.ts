import { say } from '@migration-tags/simulator';
import { tagsAround } from '../../tags/nesting.ts';
import { nameOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const redundantNesting: SyntaxRule = {
  needs: 'syntax',
  name: 'redundant-nesting',
  defaultSeverity: 'information',
  summary: say`A tag repeats the one that is active around it.`,
  check: ({ outline, sheet: { tags } }) =>
    [...tagsAround(tags, outline)].flatMap(([tag, around]) => {
      // A contract or a claim of its own is a reason to repeat the tag.
      if (around.type !== tag.type || tag.downtimeContract || tag.because) return [];
      return [
        {
          span: tag.span,
          message: say`${nameOf(around.target, outline)} around it already says \`${tag.type}\`; this tag changes nothing.`,
          fixes: [{ ...removalFix(outline, tag.span), preferred: tag.target.kind === 'entity' }],
        },
      ];
    }),
};
