import type { ExperimentReport, ReportTable } from '../experiment.ts';
import { cell, percentCell } from '../statistics.ts';
import type { MeasuredRun } from './measured-migrations.ts';
import {
  type ComparedGuided,
  type ComparedSteady,
  courseIsRight,
  type PredictedRun,
  scoreGuided,
  scoreSteady,
  steadyPoint,
} from './scores.ts';

export function reportValidation(
  steady: readonly ComparedSteady[],
  guided: readonly (ComparedGuided & { readonly mode: string })[],
  runs: number,
): ExperimentReport {
  return {
    title: 'The simulator against measured migrations of QEMU',
    findings: [
      `${steady.length} steady and ${guided.length} phased migrations; each prediction is the median of ${runs} simulated runs, which are given the scenario and nothing of what was measured.`,
    ],
    tables: [
      steadyScores(steady),
      guidedScores(guided),
      {
        title: 'Every steady migration',
        columns: columns('id', 'converged', ...FIGURES),
        rows: steady.map(({ row, outcome }) => [
          String(row.id),
          `${outcome.converged.toFixed(2)} / ${row.measured.completed ? 1 : 0}`,
          ...figures(row, outcome),
        ]),
        note: PAIRS,
      },
      {
        title: 'Every phased migration',
        columns: columns('task', 'mode', ...FIGURES, 'course right'),
        rows: guided.map((compared) => [
          String(compared.row.task),
          compared.mode,
          ...figures(compared.row, compared.outcome),
          courseIsRight(compared) ? 'yes' : 'no',
        ]),
        note: PAIRS,
      },
    ],
    charts: [
      {
        title: 'Service downtime, ms',
        xLabel: 'measured',
        yLabel: 'predicted',
        scale: 'log',
        diagonal: true,
        series: [
          {
            name: 'steady',
            points: steady
              .flatMap(steadyPoint)
              .map(({ measuredMs, predictedMs }) => [measuredMs, predictedMs] as const),
          },
          {
            name: 'phased',
            points: guided.flatMap(({ row, outcome }) =>
              row.measured.downtimeMs === null || outcome.downtimeMs === null
                ? []
                : [[row.measured.downtimeMs, outcome.downtimeMs.p50] as const],
            ),
          },
        ],
      },
    ],
  };
}

const PAIRS = 'Predicted / measured; in brackets the predicted p5-p95.';
const FIGURES = ['downtime ms', 'total s', 'sent MB'];

const columns = (...titles: readonly string[]): ReportTable['columns'] =>
  titles.map((title) => ({ title, align: title === 'mode' ? 'left' : 'right' }));

function figures(row: { readonly measured: MeasuredRun }, outcome: PredictedRun): readonly string[] {
  const { downtimeMs, totalMs, sentBytes } = outcome;
  const { measured } = row;
  const scaled = (value: number | null | undefined, unit: number, digits: number): string =>
    cell(value == null ? null : value / unit, digits);
  const spread = downtimeMs === null ? '' : ` (${cell(downtimeMs.p5)}-${cell(downtimeMs.p95)})`;
  return [
    `${cell(downtimeMs?.p50 ?? null)}${spread} / ${cell(measured.downtimeMs)}`,
    `${scaled(totalMs?.p50, 1000, 1)} / ${scaled(measured.totalMs, 1000, 1)}`,
    `${scaled(sentBytes?.p50, 1e6, 0)} / ${scaled(measured.sentBytes, 1e6, 0)}`,
  ];
}

const scoreColumns: ReportTable['columns'] = [
  { title: '', align: 'left' },
  { title: 'reached', align: 'right' },
];

/** A score over no rows is not a number. */
const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
const percent = (share: number, digits = 1): string => {
  const value = known(share);
  return value === null ? percentCell(null) : `${(100 * value).toFixed(digits)} %`;
};
const milliseconds = (value: number): string => `${cell(known(value))} ms`;

function steadyScores(steady: readonly ComparedSteady[]): ReportTable {
  const scores = scoreSteady(steady);
  return {
    title: 'Steady migrations',
    columns: scoreColumns,
    rows: [
      ['completes or not, right', `${scores.verdictsRight} of ${scores.rows}`],
      ['of those that did not', `${scores.notCompletedRight} of ${scores.notCompleted}`],
      ['total time, error, median', percent(scores.totalErrorMedian)],
      ['total time, error, 90th percentile', percent(scores.totalErrorP90)],
      ['service downtime, median absolute error', milliseconds(scores.downtimeErrorMedianMs)],
      ['measured downtimes inside p5-p95', percent(scores.covered, 0)],
      ['median width of p5-p95', milliseconds(scores.medianWidthMs)],
      ['sent bytes, error, median', percent(scores.sentErrorMedian)],
    ],
    note: null,
  };
}

function guidedScores(guided: readonly ComparedGuided[]): ReportTable {
  const scores = scoreGuided(guided);
  return {
    title: 'Phased migrations, tags off and on',
    columns: scoreColumns,
    rows: [
      ['completion, forcing, attempts and withdrawals right', `${scores.courseRight} of ${scores.rows}`],
      ['total time, error, median', percent(scores.totalErrorMedian)],
      ['downtime, median absolute error', milliseconds(scores.downtimeErrorMedianMs)],
      ['better of two modes that differ by over 100 ms', `${scores.pairsRight} of ${scores.pairs}`],
    ],
    note: null,
  };
}
