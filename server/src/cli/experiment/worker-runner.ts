import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TrialRow } from '@migration-tags/simulator';
import type { TrialRequest, TrialRunner } from './trial-runner.ts';

/** In a thread of its own. @param script the bundle of worker.ts */
export function inWorker(script: string, request: TrialRequest): TrialRunner {
  const worker = new Worker(script, { workerData: request });
  return {
    async run(trial) {
      worker.postMessage(trial);
      // `once` rejects when the worker fails. What arrives was posted by worker.ts, which is built with this file.
      const [rows]: readonly TrialRow[][] = await once(worker, 'message');
      return rows ?? [];
    },
    async close() {
      await worker.terminate();
    },
  };
}
