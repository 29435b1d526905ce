import { formatDuration, say } from '@migration-tags/simulator';
import { nameOf } from '../../tags/target.ts';
import { contractFixes } from '../contract-fixes.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';

export const contractAtRisk: MeasuredRule = {
  needs: 'numbers',
  name: 'contract-at-risk',
  defaultSeverity: 'warning',
  summary: say`The \`downtime<=\` contract holds at the median and not in one run of twenty.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag: { downtimeContract, target }, figures: { downtimeSeconds } }) => {
      if (!downtimeContract || !downtimeSeconds) return [];
      const { seconds, span } = downtimeContract;
      if (downtimeSeconds.p50 > seconds || downtimeSeconds.p95 <= seconds) return [];
      return [
        {
          span,
          message: say`A migration in ${nameOf(target, context.outline)} keeps ${formatDuration(seconds)} at the median (${formatDuration(downtimeSeconds.p50)}), but not at p95 (${formatDuration(downtimeSeconds.p95)}).`,
          fixes: contractFixes(context.outline, downtimeContract, downtimeSeconds.p95),
        },
      ];
    }),
};
