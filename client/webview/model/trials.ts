import { type Outcomes, type Scenario, simulate } from '@migration-tags/simulator';
import type { Compared } from './cards.ts';

/** What a set of runs gave, and how many there were. */
export interface Trial {
  readonly outcomes: Outcomes;
  readonly runs: number;
  /** Strategies whose outcomes are still those of earlier settings. */
  readonly stale: readonly Compared[];
}

/** Fewer runs than this make a p95 no more than the worst of a handful. */
const FEWEST_RUNS = 10;
/** A moved control is answered within 50 ms; drawing takes about ten of them, and a trial may take twice its estimate. */
const BUDGET_MILLISECONDS = 18;

/** Runs of the next quick trial, after one of `runs` took so long. */
export const runsWithin = (runs: number, milliseconds: number, most: number): number =>
  Math.max(
    Math.min(FEWEST_RUNS, most),
    Math.min(most, Math.floor((runs * BUDGET_MILLISECONDS) / Math.max(0.1, milliseconds))),
  );

/**
 * Tags off and tags on with so many runs. The best start costs as much as both together and says what is possible,
 * not what the setting does: it waits for the controls to rest.
 */
export const tryOut = (scenario: Scenario, runs: number, before: Outcomes): Trial => ({
  outcomes: { ...before, ...simulate({ ...scenario, runs, strategies: ['unguided', 'guided'] }) },
  runs,
  stale: ['oracle'],
});
