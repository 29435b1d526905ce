import { simulate } from '../../simulate.ts';
import type { Experiment, ExperimentOptions, Scalar, TrialRow } from '../experiment.ts';
import { numberOf } from '../statistics.ts';
import type { MeasuredRun } from './measured-migrations.ts';
import type { ComparedGuided, ComparedSteady, PredictedRun } from './scores.ts';
import { reportValidation } from './validation-report.ts';

/** Every measured migration simulated `size` times: prediction beside measurement. */
export function validation({ seed, size, measured }: ExperimentOptions): Experiment {
  if (measured === undefined) throw new RangeError('the experiment "validation" needs measured migrations');
  const { steady, guided } = measured;
  const rows = [
    ...steady.map((row) => ({ set: 'steady', name: row.id, mode: 'unguided', ...row })),
    ...guided.map((row) => ({ set: 'guided', name: row.task, ...row })),
  ];
  return {
    name: 'validation',
    trials: rows.length,
    runTrial: (trial) => {
      const row = rows[trial];
      if (row === undefined) return [];
      const [outcome] = Object.values(simulate({ ...row.scenario, seed, runs: size }));
      if (outcome === undefined) return [];
      const { set, name, mode } = row;
      return [{ set, name, mode, ...measuredFields(row.measured), ...predictedFields(outcome) }];
    },
    report: (trialRows) =>
      reportValidation(
        trialRows.filter(({ set }) => set === 'steady').map(steadyOf),
        trialRows.filter(({ set }) => set === 'guided').map(guidedOf),
        size,
      ),
  };
}

const measuredFields = (measured: MeasuredRun): TrialRow =>
  Object.fromEntries(
    Object.entries(measured).map(([field, value]: readonly [string, Scalar]) => [`measured.${field}`, value]),
  );

const predictedFields = (outcome: PredictedRun): TrialRow => ({
  converged: outcome.converged,
  'downtimeMs.p5': outcome.downtimeMs?.p5 ?? null,
  'downtimeMs.p50': outcome.downtimeMs?.p50 ?? null,
  'downtimeMs.p95': outcome.downtimeMs?.p95 ?? null,
  'totalMs.p50': outcome.totalMs?.p50 ?? null,
  'sentBytes.p50': outcome.sentBytes?.p50 ?? null,
  'attempts.p50': outcome.attempts?.p50 ?? null,
  'withdrawals.p50': outcome.withdrawals?.p50 ?? null,
});

// Rows may have been to a file and back: from here on they are read as they were written above.

const steadyOf = (row: TrialRow): ComparedSteady => ({
  row: { id: numberOf(row, 'name') ?? 0, measured: measuredOf(row) },
  outcome: predictionOf(row),
});

const guidedOf = (row: TrialRow): ComparedGuided & { readonly mode: string } => ({
  mode: String(row.mode),
  row: {
    task: numberOf(row, 'name') ?? 0,
    measured: {
      ...measuredOf(row),
      forced: row['measured.forced'] === true,
      attempts: numberOf(row, 'measured.attempts') ?? 0,
      withdrawals: numberOf(row, 'measured.withdrawals') ?? 0,
    },
  },
  outcome: predictionOf(row),
});

const measuredOf = (row: TrialRow): MeasuredRun => ({
  completed: row['measured.completed'] === true,
  downtimeMs: numberOf(row, 'measured.downtimeMs'),
  totalMs: numberOf(row, 'measured.totalMs'),
  sentBytes: numberOf(row, 'measured.sentBytes') ?? 0,
});

function predictionOf(row: TrialRow): PredictedRun {
  const median = (field: string): { readonly p50: number } | null => {
    const p50 = numberOf(row, `${field}.p50`);
    return p50 === null ? null : { p50 };
  };
  const downtime = median('downtimeMs');
  return {
    converged: numberOf(row, 'converged') ?? 0,
    downtimeMs:
      downtime === null
        ? null
        : {
            p5: numberOf(row, 'downtimeMs.p5') ?? downtime.p50,
            ...downtime,
            p95: numberOf(row, 'downtimeMs.p95') ?? downtime.p50,
          },
    totalMs: median('totalMs'),
    sentBytes: median('sentBytes'),
    attempts: median('attempts'),
    withdrawals: median('withdrawals'),
  };
}
