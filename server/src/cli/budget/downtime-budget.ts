import { formatDuration, say } from '@migration-tags/simulator';
import type { DowntimeBudget } from '../../configuration/downtime-budget.ts';
import type { EntityReport } from '../../preview/index.ts';
import type { Finding } from '../../rules/finding.ts';

const breach = (
  { subject, tag, downtimeMs, verdict }: EntityReport,
  point: 'p50' | 'p95',
  boundSeconds: number | undefined,
): readonly Finding[] => {
  // Unknown is not a breach: the rules already ask the question.
  if (boundSeconds === undefined || tag?.type !== 'approve' || verdict === 'unknown') return [];
  if (downtimeMs !== null && downtimeMs[point] <= boundSeconds * 1000) return [];
  const name = point === 'p50' ? say`median` : say`95th percentile`;
  const predicted =
    downtimeMs === null
      ? say`a migration approved here does not complete`
      : say`a migration approved here stops the service for ${formatDuration(downtimeMs[point] / 1000)} (${name})`;
  return [
    {
      rule: 'downtime-budget',
      severity: 'error',
      span: tag.span,
      message: say`\`${subject.name}\` breaks the budget of ${formatDuration(boundSeconds)}: ${predicted}. Approve in a quieter part, or raise the budget.`,
      fixes: [],
    },
  ];
};

/** One error for each bound that a tag breaks. */
export const budgetFindings = (
  reports: readonly EntityReport[],
  { downtimeP50Seconds, downtimeP95Seconds }: DowntimeBudget,
): readonly Finding[] =>
  reports.flatMap((report) => [
    ...breach(report, 'p50', downtimeP50Seconds),
    ...breach(report, 'p95', downtimeP95Seconds),
  ]);
