import type { MeasuredMigrations } from './validation/measured-migrations.ts';

/** One measured figure or label; JSON, so that finished trials can be kept in a file. */
export type Scalar = number | string | boolean | null;
export type TrialRow = { readonly [field: string]: Scalar };

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string | null;
}

export interface ScatterChart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly scale: 'linear' | 'log';
  /** Draws the line x = y: what both sides have in common. */
  readonly diagonal: boolean;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

export interface ExperimentReport {
  readonly title: string;
  /** What was done and what came out, a sentence each. */
  readonly findings: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly charts: readonly ScatterChart[];
}

/**
 * An experiment is a list of trials that know nothing of each other: a trial depends on the seed and its number alone,
 * so any number of workers, in any order, gives the same rows.
 */
export interface Experiment {
  readonly name: string;
  readonly trials: number;
  runTrial(trial: number): readonly TrialRow[];
  /** @param rows of all trials, in the order of their numbers */
  report(rows: readonly TrialRow[]): ExperimentReport;
}

export interface ExperimentOptions {
  readonly seed: number;
  /** Cases, or repetitions, as the experiment has it. */
  readonly size: number;
  /** What `validation` is held against, and nothing else reads. */
  readonly measured?: MeasuredMigrations;
}
