import { say } from '@migration-tags/simulator';
import { nameOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';
import { budgetOf, writesOf } from '../wording.ts';

export const quietWithdraw: MeasuredRule = {
  needs: 'numbers',
  name: 'quiet-withdraw',
  defaultSeverity: 'warning',
  summary: say`A \`withdraw\` stands on code quiet enough to migrate in.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag, figures: { verdict, profile } }) => {
      if (tag.type !== 'withdraw' || (verdict !== 'low-range' && verdict !== 'low-frequency')) return [];
      const { outline, measure } = context;
      const fits =
        verdict === 'low-range' ? say`its whole range fits` : say`what it writes in one downtime limit fits`;
      return [
        {
          span: tag.span,
          message: say`${nameOf(tag.target, outline)} is quiet: it ${writesOf(profile)}; ${fits} into ${budgetOf(measure)}. Barring migration here only delays it.`,
          fixes: [removalFix(outline, tag.span)],
        },
      ];
    }),
};
