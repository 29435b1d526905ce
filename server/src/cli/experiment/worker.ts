import { parentPort, workerData } from 'node:worker_threads';
import { createExperiment } from '@migration-tags/simulator';
import type { TrialRequest } from './trial-runner.ts';

// Started by worker-runner.ts only, which is built with this file and passes a `TrialRequest`.
const request: TrialRequest = workerData;
const experiment = createExperiment(request.name, request);

parentPort?.on('message', (trial: number) => {
  parentPort?.postMessage(experiment.runTrial(trial));
});
