/** The thread that predicts: an analyzer over the disk and the open files, asked one question at a time. */
import { parentPort } from 'node:worker_threads';
import { loadAnalysis } from '../../analysis/load-analysis.ts';
import { defaultConfiguration } from '../../configuration/configuration.ts';
import { predictionAnswers } from '../prediction-answers.ts';
import type { ToPrediction } from '../prediction-messages.ts';
import { diskHost } from './disk-host.ts';

const { runtime } = defaultConfiguration;
const answer = predictionAnswers(loadAnalysis().createAnalyzer(diskHost, runtime), runtime);

parentPort?.on('message', (message: ToPrediction) => {
  const said = answer(message);
  if (said) parentPort?.postMessage(said);
});
