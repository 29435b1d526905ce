import { Worker } from 'node:worker_threads';
import type { StartThread } from '../predictions/thread-predictor.ts';

/** Starts the bundle in a thread whose heap may grow so large; one that needs more ends alone, without the server. */
export const predictionThread =
  (bundle: string, heapMiB: number): StartThread =>
  ({ onMessage, onEnd }) => {
    const thread = new Worker(bundle, {
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
      // Its output would run into the protocol's on stdout.
      stdout: true,
    });
    thread.on('message', onMessage);
    thread.on('error', ({ message }) => onEnd(message));
    thread.on('exit', () => onEnd(null));
    return thread;
  };
