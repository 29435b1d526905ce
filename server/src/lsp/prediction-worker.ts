/** The thread that predicts: an analyzer over the disk and the open files, asked one question at a time. */
import { parentPort } from 'node:worker_threads';
import { AnalysisCancelled, type RuntimeSettings } from '../analysis/analyzer.ts';
import { loadAnalysis } from '../analysis/load-analysis.ts';
import { defaultConfiguration } from '../configuration/configuration.ts';
import { diskHost } from './disk-host.ts';
import { forecastOf, previewOf } from './prediction.ts';
import type { FromPrediction, PredictionQuestion, ToPrediction } from './prediction-messages.ts';

let runtime: RuntimeSettings = defaultConfiguration.runtime;
const analyzer = loadAnalysis().createAnalyzer(diskHost, runtime);

/** Another runtime makes the analyzer forget what it knows: it is told of changes only. */
const useRuntime = (wanted: RuntimeSettings): void => {
  if (wanted.name === runtime.name && wanted.maxSemiSpaceMiB === runtime.maxSemiSpaceMiB) return;
  runtime = wanted;
  analyzer.setRuntime(wanted);
};

const answer = (question: PredictionQuestion): FromPrediction => {
  const { id, path, configuration } = question;
  const cancelled = (): boolean => Atomics.load(question.cancelled, 0) === 1;
  try {
    if (cancelled()) throw new AnalysisCancelled();
    useRuntime(configuration.runtime);
    switch (question.kind) {
      case 'forecast':
        return { id, kind: 'forecast', result: forecastOf(analyzer, path, configuration, cancelled) };
      case 'preview':
        return {
          id,
          kind: 'preview',
          result: previewOf(analyzer, path, question.root, configuration, cancelled),
        };
    }
  } catch (failure) {
    if (failure instanceof AnalysisCancelled) return { id, kind: question.kind, result: null };
    const message = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
    return { id, kind: 'failed', message };
  }
};

parentPort?.on('message', (message: ToPrediction) => {
  switch (message.kind) {
    case 'text':
      analyzer.setText(message.path, message.text);
      return;
    case 'forget':
      analyzer.forget(message.path);
      return;
    default:
      parentPort?.postMessage(answer(message));
  }
});
