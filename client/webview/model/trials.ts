import { type Outcomes, type Scenario, simulate } from '@migration-tags/simulator';
import { COMPARED } from './cards.ts';

/** What a set of runs gave, and how many there were. */
export interface Trial {
  readonly outcomes: Outcomes;
  readonly runs: number;
}

/** Fewer runs than this make a p95 no more than the worst of a handful. */
const FEWEST_RUNS = 10;
/** A moved control is answered within 50 ms, drawing included. */
const BUDGET_MILLISECONDS = 30;

/** Runs of the next quick trial, after one of `runs` took so long. */
export const runsWithin = (runs: number, milliseconds: number, most: number): number =>
  Math.max(
    Math.min(FEWEST_RUNS, most),
    Math.min(most, Math.floor((runs * BUDGET_MILLISECONDS) / Math.max(0.1, milliseconds))),
  );

/** All compared strategies, with so many runs each. */
export const tryOut = (scenario: Scenario, runs: number): Trial => ({
  outcomes: simulate({ ...scenario, runs, strategies: COMPARED }),
  runs,
});
