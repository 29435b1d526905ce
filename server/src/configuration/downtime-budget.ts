import { isRecord, type Parsed, type Problem, parseQuantity, say } from '@migration-tags/simulator';

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

/** Where none is given: no bound. */
export const defaultBudget: DowntimeBudget = { toleranceSeconds: DEFAULT_TOLERANCE_SECONDS };

export const EXPECTED_BUDGET = say`a budget such as {"downtimeP95": "50ms"}`;

export const parseBudget = (input: unknown): Parsed<DowntimeBudget> => {
  if (!isRecord(input)) {
    return { ok: false, problems: [{ path: [], message: say`expected ${EXPECTED_BUDGET}` }] };
  }
  const problems: Problem[] = [];
  const read: Partial<Record<(typeof FIELDS)[number], number>> = {};
  for (const [key, value] of Object.entries(input)) {
    const field = FIELDS.find((known) => known === key);
    if (field === undefined) {
      problems.push({ path: [key], message: say`"${key}" is not known here; expected ${FIELDS.join(', ')}` });
      continue;
    }
    const parsed = typeof value === 'string' ? parseQuantity(value, 'duration') : null;
    if (parsed?.ok) read[field] = parsed.value;
    else problems.push({ path: [key], message: say`expected a duration such as "50ms"` });
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
