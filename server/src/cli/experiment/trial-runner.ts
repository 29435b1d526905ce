import type { ExperimentName, ExperimentOptions, TrialRow } from '@migration-tags/simulator';
import { createExperiment } from '@migration-tags/simulator';

/** What a worker needs to make the same experiment as the main thread. */
export interface TrialRequest extends ExperimentOptions {
  readonly name: ExperimentName;
  /** Where `measured` was read: an interrupted run must not go on with other data. */
  readonly dataFolder?: string;
}

/** Runs one trial at a time. */
export interface TrialRunner {
  run(trial: number): Promise<readonly TrialRow[]>;
  close(): Promise<void>;
}

/** In this thread; gives other work, a signal among it, a turn between trials. */
export function inThisThread(request: TrialRequest): TrialRunner {
  const experiment = createExperiment(request.name, request);
  return {
    run: (trial) =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            resolve(experiment.runTrial(trial));
          } catch (error) {
            reject(error);
          }
        });
      }),
    close: async () => {},
  };
}
