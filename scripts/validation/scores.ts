import { type Outcome, simulate } from '@migration-tags/simulator';
import { type GuidedRow, readGuided, readSteady, type SteadyRow } from './measured.ts';

export {
  courseIsRight,
  type DowntimePoint,
  type GuidedScores,
  type SteadyScores,
  scoreGuided,
  scoreSteady,
  steadyPoint,
} from '@migration-tags/simulator';

/** Runs of each measured scenario: enough for a 5 % quantile. */
export const RUNS = 200;

export interface Compared<Row> {
  readonly row: Row;
  readonly outcome: Outcome;
}

export const compareSteady = (runs = RUNS): readonly Compared<SteadyRow>[] => readSteady(runs).map(compare);
export const compareGuided = (runs = RUNS): readonly Compared<GuidedRow>[] => readGuided(runs).map(compare);

function compare<Row extends SteadyRow | GuidedRow>(row: Row): Compared<Row> {
  const [outcome] = Object.values(simulate(row.scenario));
  if (outcome === undefined) throw new Error('a scenario without a strategy');
  return { row, outcome };
}
