import { defaultConfiguration } from '../../configuration/configuration.ts';
import type { EditorFiles } from '../documents/editor-files.ts';
import { syntaxReader } from '../documents/syntax-reader.ts';
import { VirtualFiles } from '../documents/virtual-files.ts';
import type { ServerEnvironment } from '../environment.ts';
import {
  type PredictionThread,
  type ThreadListener,
  ThreadPredictor,
} from '../predictions/thread-predictor.ts';
import { systemClock } from '../scheduling/clock.ts';
import { loadAnalysis } from './load-analysis.ts';
import type { StartMessage } from './start-message.ts';

/** The server in a web worker: every file is the editor's, and predictions have a worker of their own. */
export const webEnvironment = (files: EditorFiles, bundles: string): ServerEnvironment => ({
  // Syntax is read from the text of open files alone.
  ...syntaxReader(() =>
    loadAnalysis(bundles).createAnalyzer(new VirtualFiles(), defaultConfiguration.runtime, 'outlines'),
  ),
  startPredictor: () =>
    new ThreadPredictor((listener) => startPredictionWorker(bundles, listener), systemClock, files),
  readText: (path) => files.readText(path),
  clock: systemClock,
  processId: null,
});

const startPredictionWorker = (bundles: string, listener: ThreadListener): PredictionThread => {
  // From a blob, because a worker's own script may not come from another origin, as an extension's files mostly do.
  const script = `importScripts(${JSON.stringify(`${bundles}/browser/prediction-worker.js`)});`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'Migration Tags predictions' });
  worker.onmessage = ({ data }) => listener.onMessage(data);
  worker.onerror = ({ message }) => listener.onEnd(message);
  worker.postMessage({ bundles } satisfies StartMessage);
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
};
