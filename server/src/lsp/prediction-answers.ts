import { AnalysisCancelled, type Analyzer, type RuntimeSettings } from '../analysis/analyzer.ts';
import { forecastOf, previewOf } from './prediction.ts';
import type { FromPrediction, PredictionQuestion, ToPrediction } from './prediction-messages.ts';

/** What a thread that predicts does with the messages it gets, one after the other; `null`: nothing to say. */
export const predictionAnswers = (
  analyzer: Analyzer,
  startedWith: RuntimeSettings,
): ((message: ToPrediction) => FromPrediction | null) => {
  let runtime = startedWith;

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

  return (message) => {
    switch (message.kind) {
      case 'text':
        analyzer.setText(message.path, message.text);
        return null;
      case 'forget':
        analyzer.forget(message.path);
        return null;
      default:
        return answer(message);
    }
  };
};
