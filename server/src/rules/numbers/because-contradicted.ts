import { type Message, PAGE_BYTES, say } from '@migration-tags/simulator';
import type { Because } from '../../tags/tag-sheet.ts';
import { nameOf } from '../../tags/target.ts';
import { spellingFix } from '../fixes.ts';
import type { FileMeasure, TagMeasure } from '../measure.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';
import { budgetOf, writesOf } from '../wording.ts';

export const becauseContradicted: MeasuredRule = {
  needs: 'numbers',
  name: 'because-contradicted',
  defaultSeverity: 'warning',
  summary: say`The claim of a \`because\` is not what the profile shows.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag: { because, target, type }, figures }) => {
      if (!because) return [];
      const { measure } = context;
      const small = reasonsOf(figures, measure);
      const claimIsTrue = small[because.reason];
      // An `approve` claims that the code is quiet that way, a `withdraw` that it is not.
      if (claimIsTrue === null || claimIsTrue === (type === 'approve')) return [];
      const other: Because = because.reason === 'range' ? 'frequency' : 'range';
      const name = nameOf(target, context.outline);
      const writes = writesOf(figures.profile);
      const budget = budgetOf(measure);
      return [
        {
          span: because.span,
          message:
            type === 'approve'
              ? say`The ${QUANTITIES[because.reason]} of ${name} is not low: it ${writes}, against ${budget}.`
              : say`The ${QUANTITIES[because.reason]} of ${name} is low: it ${writes}, against ${budget}.`,
          fixes: small[other] === (type === 'approve') ? [spellingFix(because.span, `because=${other}`)] : [],
        },
      ];
    }),
};

const QUANTITIES: Readonly<Record<Because, Message>> = { range: say`range`, frequency: say`frequency` };

/** Whether the range alone, and the rate alone over one downtime limit, fit the budget. */
const reasonsOf = (
  { profile: { rangePages, ratePagesPerSecond } }: TagMeasure,
  { budgetBytes, downtimeLimitSeconds }: FileMeasure,
): Readonly<Record<Because, boolean | null>> => ({
  range: rangePages && rangePages.likely * PAGE_BYTES <= budgetBytes,
  frequency:
    ratePagesPerSecond && ratePagesPerSecond.likely * downtimeLimitSeconds * PAGE_BYTES <= budgetBytes,
});
