import type { TrialRow } from '@migration-tags/simulator';
import type { FinishedTrials } from './state-file.ts';
import type { TrialRunner } from './trial-runner.ts';

export interface TrialProgress {
  readonly finished: number;
  readonly trials: number;
}

/**
 * Runs the trials that are not finished yet, each runner the next one as it becomes free.
 * @param stopped asked before every trial; `true` leaves the rest undone
 * @returns whether all are finished
 */
export async function runTrials(
  trials: number,
  finished: FinishedTrials,
  runners: readonly TrialRunner[],
  stopped: () => boolean,
  onProgress: (progress: TrialProgress) => void,
): Promise<boolean> {
  const waiting = Array.from({ length: trials }, (_, trial) => trial).filter((trial) => !finished.has(trial));
  let next = 0;
  const work = async (runner: TrialRunner): Promise<void> => {
    while (!stopped()) {
      const trial = waiting[next];
      next += 1;
      if (trial === undefined) return;
      finished.set(trial, await runner.run(trial));
      onProgress({ finished: finished.size, trials });
    }
  };
  await Promise.all(runners.map(work));
  return finished.size === trials;
}

/** In the order of the trials' numbers, whatever order they finished in. */
export const rowsInOrder = (finished: FinishedTrials): readonly TrialRow[] =>
  [...finished].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows);
