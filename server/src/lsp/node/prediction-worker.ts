/** The thread that predicts: an analyzer over the disk and the open files. */
import { parentPort } from 'node:worker_threads';
import { loadAnalysis } from '../../analysis/load-analysis.ts';
import { defaultConfiguration } from '../../configuration/configuration.ts';
import { VirtualFiles } from '../documents/virtual-files.ts';
import { predictionAnswers } from '../predictions/prediction-answers.ts';
import { diskOr } from './disk-host.ts';

const { runtime } = defaultConfiguration;
const virtualFiles = new VirtualFiles();
const analyzer = loadAnalysis().createAnalyzer(diskOr(virtualFiles), runtime);

parentPort?.on(
  'message',
  predictionAnswers({ analyzer, runtime, virtualFiles, say: (message) => parentPort?.postMessage(message) }),
);
