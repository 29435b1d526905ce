import { formatDuration, say } from '@migration-tags/simulator';
import { nameOf } from '../../tags/target.ts';
import { contractFixes } from '../contract-fixes.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';

export const contractBroken: MeasuredRule = {
  needs: 'numbers',
  name: 'contract-broken',
  defaultSeverity: 'error',
  summary: say`The simulated downtime is longer than the \`downtime<=\` contract, at the median.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag: { downtimeContract, target }, figures: { downtimeSeconds } }) => {
      if (!downtimeContract || !downtimeSeconds || downtimeSeconds.p50 <= downtimeContract.seconds) return [];
      const median = formatDuration(downtimeSeconds.p50);
      return [
        {
          span: downtimeContract.span,
          message: say`A migration in ${nameOf(target, context.outline)} stops the service ${median} at the median, p95 ${formatDuration(downtimeSeconds.p95)}; the contract allows ${formatDuration(downtimeContract.seconds)}. Tag quieter code, or loosen the contract.`,
          fixes: contractFixes(context.outline, downtimeContract, downtimeSeconds.p95),
        },
      ];
    }),
};
