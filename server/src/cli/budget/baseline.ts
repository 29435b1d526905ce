import { formatDuration, isRecord, say } from '@migration-tags/simulator';
import type { EntityReport } from '../../preview/index.ts';
import type { Finding } from '../../rules/finding.ts';
import { InputError } from '../io.ts';

/** One approving tag as it was when the baseline was written. */
interface BaselineTag {
  readonly file: string;
  /** Of the entity: it survives edits that move it. */
  readonly name: string;
  /** Among equally named tagged entities of the file, in document order. */
  readonly occurrence: number;
  readonly downtimeP95Ms: number | null;
}

/** Counted, not quoted: a message holds figures that change with every edit. */
interface BaselineFinding {
  readonly file: string;
  readonly rule: string;
  readonly count: number;
}

/** What a code base is known to contain: findings that are not new, downtimes that must not grow. */
export interface Baseline {
  readonly schema: 1;
  readonly tags: readonly BaselineTag[];
  readonly findings: readonly BaselineFinding[];
}

/** One file's results, as `check` has them. */
export interface CheckedFile {
  readonly file: string;
  readonly reports: readonly EntityReport[];
  readonly findings: readonly Finding[];
}

interface NumberedReport {
  readonly report: EntityReport;
  readonly occurrence: number;
}

const approving = (reports: readonly EntityReport[]): readonly NumberedReport[] => {
  const seen = new Map<string, number>();
  return reports.flatMap((report) => {
    if (report.tag?.type !== 'approve') return [];
    const occurrence = seen.get(report.subject.name) ?? 0;
    seen.set(report.subject.name, occurrence + 1);
    return [{ report, occurrence }];
  });
};

const countByRule = (findings: readonly Finding[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
};

export const baselineOf = (checked: readonly CheckedFile[]): Baseline => ({
  schema: 1,
  tags: checked.flatMap(({ file, reports }) =>
    approving(reports).map(({ report, occurrence }) => ({
      file,
      name: report.subject.name,
      occurrence,
      downtimeP95Ms: report.downtimeMs?.p95 ?? null,
    })),
  ),
  findings: checked.flatMap(({ file, findings }) =>
    [...countByRule(findings)].map(([rule, count]) => ({ file, rule, count })),
  ),
});

const isTag = (value: unknown): value is BaselineTag =>
  isRecord(value) &&
  typeof value.file === 'string' &&
  typeof value.name === 'string' &&
  typeof value.occurrence === 'number' &&
  (value.downtimeP95Ms === null || typeof value.downtimeP95Ms === 'number');

const isFinding = (value: unknown): value is BaselineFinding =>
  isRecord(value) &&
  typeof value.file === 'string' &&
  typeof value.rule === 'string' &&
  typeof value.count === 'number';

export const parseBaseline = (input: unknown, file: string): Baseline => {
  if (isRecord(input) && input.schema === 1 && Array.isArray(input.tags) && Array.isArray(input.findings)) {
    const { tags, findings } = input;
    if (tags.every(isTag) && findings.every(isFinding)) return { schema: 1, tags, findings };
  }
  throw new InputError(`${file}: is not a baseline; expected a file written by \`check --write-baseline\`.`);
};

/** The findings of a file beyond as many of each rule as the baseline knows. */
const newFindings = (file: string, findings: readonly Finding[], baseline: Baseline): readonly Finding[] => {
  const excused = new Map(
    baseline.findings.flatMap((known) => (known.file === file ? [[known.rule, known.count] as const] : [])),
  );
  return findings.filter(({ rule }) => {
    const left = excused.get(rule) ?? 0;
    excused.set(rule, left - 1);
    return left <= 0;
  });
};

const regression = (
  file: string,
  { report, occurrence }: NumberedReport,
  baseline: Baseline,
  toleranceSeconds: number,
): readonly Finding[] => {
  const { subject, tag, downtimeMs, verdict } = report;
  const before = baseline.tags.find(
    (known) => known.file === file && known.name === subject.name && known.occurrence === occurrence,
  )?.downtimeP95Ms;
  if (tag === null || verdict === 'unknown' || before === undefined || before === null) return [];
  if (downtimeMs !== null && downtimeMs.p95 <= before + toleranceSeconds * 1000) return [];
  const now =
    downtimeMs === null ? say`no longer completes` : say`now ${formatDuration(downtimeMs.p95 / 1000)}`;
  return [
    {
      rule: 'downtime-regression',
      severity: 'error',
      span: tag.span,
      message: say`\`${subject.name}\` regressed: its downtime (95th percentile) was ${formatDuration(before / 1000)} in the baseline, ${now}.`,
      fixes: [],
    },
  ];
};

/** What is worse than the baseline: findings that are new, tags whose downtime grew by more than the tolerance. */
export const findingsSince = (
  { file, reports, findings }: CheckedFile,
  baseline: Baseline,
  toleranceSeconds: number,
): readonly Finding[] => [
  ...newFindings(file, findings, baseline),
  ...approving(reports).flatMap((report) => regression(file, report, baseline, toleranceSeconds)),
];
