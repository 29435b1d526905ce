import { AnalysisCancelled, type Analyzer, type RuntimeSettings } from '../../analysis/analyzer.ts';
import { FilesWanted, type VirtualFiles } from '../documents/virtual-files.ts';
import { soon } from '../scheduling/soon.ts';
import { ForecastSender } from './forecast-messages.ts';
import { forecastOf, previewOf } from './prediction.ts';
import type { FromPrediction, PredictionQuestion, ToPrediction } from './prediction-messages.ts';

export interface PredictionThreadParts {
  readonly analyzer: Analyzer;
  /** What the analyzer was made with. */
  readonly runtime: RuntimeSettings;
  /** Those among the analyzer's files that have to be asked for. */
  readonly virtualFiles: VirtualFiles;
  say(message: FromPrediction): void;
}

/** What a thread that predicts does with the messages it hears: it answers one question at a time. */
export const predictionAnswers = ({
  analyzer,
  runtime: startedWith,
  virtualFiles,
  say,
}: PredictionThreadParts): ((message: ToPrediction) => void) => {
  const waiting = new Map<number, PredictionQuestion>();
  const sender = new ForecastSender();
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
        case 'forecast': {
          const forecast = forecastOf(analyzer, path, configuration, cancelled);
          return { id, kind: 'forecast', result: sender.message(path, forecast) };
        }
        case 'preview':
          return {
            id,
            kind: 'preview',
            result: previewOf(analyzer, path, question.root, configuration, cancelled),
          };
      }
    } catch (failure) {
      if (failure instanceof AnalysisCancelled) return { id, kind: question.kind, result: null };
      if (failure instanceof FilesWanted) return { id, kind: 'wanted', files: failure.wanted };
      const message = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
      return { id, kind: 'failed', message };
    }
  };

  const answerNext = (): void => {
    for (const [id, question] of waiting) {
      waiting.delete(id);
      say(answer(question));
      return;
    }
  };

  return (message) => {
    switch (message.kind) {
      case 'text':
        analyzer.setText(message.path, message.text);
        virtualFiles.learn({ texts: [message], directories: [], sizes: [] });
        return;
      case 'forget':
        analyzer.forget(message.path);
        sender.forget(message.path);
        virtualFiles.forget(message.path);
        return;
      case 'found':
        virtualFiles.learn(message.files);
        return;
      case 'cancel': {
        const question = waiting.get(message.id);
        if (question) Atomics.store(question.cancelled, 0, 1);
        return;
      }
      default:
        waiting.set(message.id, message);
        // What was sent meanwhile is heard first.
        soon(answerNext);
    }
  };
};
