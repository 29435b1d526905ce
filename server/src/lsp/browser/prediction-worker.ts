/** The worker that predicts: an analyzer over the editor's files. */
import { defaultConfiguration } from '../../configuration/configuration.ts';
import { VirtualFiles } from '../documents/virtual-files.ts';
import { predictionAnswers } from '../predictions/prediction-answers.ts';
import type { ToPrediction } from '../predictions/prediction-messages.ts';
import { loadAnalysis } from './load-analysis.ts';
import { onStartMessage } from './start-message.ts';

onStartMessage(({ bundles }) => {
  const { runtime } = defaultConfiguration;
  const virtualFiles = new VirtualFiles();
  const analyzer = loadAnalysis(bundles).createAnalyzer(virtualFiles, runtime);
  const hear = predictionAnswers({
    analyzer,
    runtime,
    virtualFiles,
    say: (message) => self.postMessage(message),
  });
  self.addEventListener('message', ({ data }: MessageEvent<ToPrediction>) => hear(data));
});
