import { formatDuration, type Parsed, type Problem, parseQuantity } from '@migration-tags/simulator';
import type { EntityReport } from '../../preview/index.ts';
import type { Finding } from '../../rules/finding.ts';

/** What no `approve` tag may exceed: `"budget"` of migration-tags.json, or a file of its own. */
export interface DowntimeBudget {
  /** Predicted service downtime when a migration is approved at the tag, seconds. Absent: no such bound. */
  readonly downtimeP50Seconds?: number;
  readonly downtimeP95Seconds?: number;
  /** How much above the baseline a tag's p95 may be before it counts as a regression. */
  readonly toleranceSeconds: number;
}

/** The spread between repetitions of one migration on real QEMU, median: less is no regression. */
const DEFAULT_TOLERANCE_SECONDS = 0.016;

const FIELDS = ['downtimeP50', 'downtimeP95', 'tolerance'] as const;

export const EXPECTED_BUDGET = 'a budget such as {"downtimeP95": "50ms"}';

export const parseBudget = (input: unknown): Parsed<DowntimeBudget> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [{ path: [], message: `Expected ${EXPECTED_BUDGET}.` }] };
  }
  const problems: Problem[] = [];
  const read: Partial<Record<(typeof FIELDS)[number], number>> = {};
  for (const [key, value] of Object.entries(input)) {
    const field = FIELDS.find((known) => known === key);
    if (field === undefined) {
      problems.push({ path: [key], message: `is not known here; expected ${FIELDS.join(', ')}.` });
      continue;
    }
    const parsed = typeof value === 'string' ? parseQuantity(value, 'duration') : null;
    if (parsed?.ok) read[field] = parsed.value;
    else problems.push({ path: [key], message: 'Expected a duration such as "50ms".' });
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      ...(read.downtimeP50 === undefined ? {} : { downtimeP50Seconds: read.downtimeP50 }),
      ...(read.downtimeP95 === undefined ? {} : { downtimeP95Seconds: read.downtimeP95 }),
      toleranceSeconds: read.tolerance ?? DEFAULT_TOLERANCE_SECONDS,
    },
  };
};

const breach = (
  { subject, tag, downtimeMs, verdict }: EntityReport,
  point: 'p50' | 'p95',
  boundSeconds: number | undefined,
): readonly Finding[] => {
  // Unknown is not a breach: the rules already ask the question.
  if (boundSeconds === undefined || tag?.type !== 'approve' || verdict === 'unknown') return [];
  if (downtimeMs !== null && downtimeMs[point] <= boundSeconds * 1000) return [];
  const name = point === 'p50' ? 'median' : '95th percentile';
  const predicted =
    downtimeMs === null
      ? 'a migration approved here does not complete'
      : `a migration approved here stops the service for ${formatDuration(downtimeMs[point] / 1000)} (${name})`;
  return [
    {
      rule: 'downtime-budget',
      severity: 'error',
      span: tag.span,
      message: `\`${subject.name}\` breaks the budget of ${formatDuration(boundSeconds)}: ${predicted}. Approve in a quieter part, or raise the budget.`,
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
