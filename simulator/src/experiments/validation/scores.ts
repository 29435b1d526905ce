import type { Distribution } from '../../model/outcome.ts';
import type { GuidedRow, SteadyRow } from './measured-migrations.ts';

type Median = Pick<Distribution, 'p50'>;

/** What the simulator says of one scenario, as far as it was measured. An `Outcome` has all of it. */
export interface PredictedRun {
  readonly converged: number;
  readonly downtimeMs: Pick<Distribution, 'p5' | 'p50' | 'p95'> | null;
  readonly totalMs: Median | null;
  readonly sentBytes: Median | null;
  readonly attempts: Median | null;
  readonly withdrawals: Median | null;
}

/** A measured migration beside its prediction. */
export interface ComparedSteady {
  readonly row: Pick<SteadyRow, 'id' | 'measured'>;
  readonly outcome: PredictedRun;
}

export interface ComparedGuided {
  readonly row: Pick<GuidedRow, 'task' | 'measured'>;
  readonly outcome: PredictedRun;
}

/** Half of the runs or more complete by themselves. */
const completes = (outcome: PredictedRun): boolean => outcome.converged >= 0.5;

export interface SteadyScores {
  readonly rows: number;
  readonly verdictsRight: number;
  readonly notCompleted: number;
  readonly notCompletedRight: number;
  readonly totalErrorMedian: number;
  readonly totalErrorP90: number;
  readonly downtimeErrorMedianMs: number;
  readonly covered: number;
  readonly medianWidthMs: number;
  readonly sentErrorMedian: number;
}

/** Errors are relative, of the runs that really completed and were predicted to. */
export function scoreSteady(compared: readonly ComparedSteady[]): SteadyScores {
  const failed = compared.filter(({ row }) => !row.measured.completed);
  const points = compared.flatMap(steadyPoint);
  const completed = compared.length - failed.length;
  return {
    rows: compared.length,
    verdictsRight: compared.filter(({ row, outcome }) => row.measured.completed === completes(outcome))
      .length,
    notCompleted: failed.length,
    notCompletedRight: failed.filter(({ outcome }) => !completes(outcome)).length,
    totalErrorMedian: quantile(
      points.map((point) => point.totalError),
      0.5,
    ),
    totalErrorP90: quantile(
      points.map((point) => point.totalError),
      0.9,
    ),
    downtimeErrorMedianMs: quantile(
      points.map((point) => Math.abs(point.predictedMs - point.measuredMs)),
      0.5,
    ),
    covered:
      points.filter((point) => point.measuredMs >= point.p5 && point.measuredMs <= point.p95).length /
      completed,
    medianWidthMs: quantile(
      points.map((point) => point.p95 - point.p5),
      0.5,
    ),
    sentErrorMedian: quantile(
      points.map((point) => point.sentError),
      0.5,
    ),
  };
}

export interface DowntimePoint {
  readonly id: number;
  readonly measuredMs: number;
  readonly predictedMs: number;
  readonly p5: number;
  readonly p95: number;
  readonly totalError: number;
  readonly sentError: number;
}

/** None for a row that did not complete, or was not predicted to. */
export function steadyPoint({ row, outcome }: ComparedSteady): readonly DowntimePoint[] {
  const { downtimeMs, totalMs, sentBytes } = outcome;
  const { measured } = row;
  if (measured.downtimeMs === null || measured.totalMs === null || !completes(outcome)) return [];
  if (downtimeMs === null || totalMs === null || sentBytes === null) return [];
  return [
    {
      id: row.id,
      measuredMs: measured.downtimeMs,
      predictedMs: downtimeMs.p50,
      p5: downtimeMs.p5,
      p95: downtimeMs.p95,
      totalError: Math.abs(totalMs.p50 / measured.totalMs - 1),
      sentError: Math.abs(sentBytes.p50 / measured.sentBytes - 1),
    },
  ];
}

export interface GuidedScores {
  readonly rows: number;
  /** Completion, forcing, attempts and withdrawals all right. */
  readonly courseRight: number;
  readonly totalErrorMedian: number;
  readonly downtimeErrorMedianMs: number;
  /** Pairs of one task's modes whose measured downtimes differ by more than 100 ms. */
  readonly pairs: number;
  readonly pairsRight: number;
}

export function scoreGuided(compared: readonly ComparedGuided[]): GuidedScores {
  const points = compared.flatMap(({ row, outcome }) =>
    row.measured.downtimeMs === null || row.measured.totalMs === null || outcome.downtimeMs === null
      ? []
      : [
          {
            task: row.task,
            measuredMs: row.measured.downtimeMs,
            predictedMs: outcome.downtimeMs.p50,
            totalError: Math.abs((outcome.totalMs?.p50 ?? 0) / row.measured.totalMs - 1),
          },
        ],
  );
  const pairs = points.flatMap((worse) =>
    points
      .filter((better) => better.task === worse.task && worse.measuredMs - better.measuredMs > 100)
      .map((better) => worse.predictedMs > better.predictedMs),
  );
  return {
    rows: compared.length,
    courseRight: compared.filter(courseIsRight).length,
    totalErrorMedian: quantile(
      points.map((point) => point.totalError),
      0.5,
    ),
    downtimeErrorMedianMs: quantile(
      points.map((point) => Math.abs(point.predictedMs - point.measuredMs)),
      0.5,
    ),
    pairs: pairs.length,
    pairsRight: pairs.filter(Boolean).length,
  };
}

export function courseIsRight({ row: { measured }, outcome }: ComparedGuided): boolean {
  const completed = outcome.downtimeMs !== null;
  return (
    completed === measured.completed &&
    (completed && !completes(outcome)) === measured.forced &&
    Math.round(outcome.attempts?.p50 ?? 0) === measured.attempts &&
    Math.round(outcome.withdrawals?.p50 ?? 0) === measured.withdrawals
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}
