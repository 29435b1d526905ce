import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadAnalysis } from '../../analysis/load-analysis.ts';
import { defaultConfiguration } from '../../configuration/configuration.ts';
import type { EditorFiles } from '../documents/editor-files.ts';
import { syntaxReader } from '../documents/syntax-reader.ts';
import type { ServerEnvironment } from '../environment.ts';
import { type StartThread, ThreadPredictor } from '../predictions/thread-predictor.ts';
import { isVirtualPath } from '../protocol/paths.ts';
import { systemClock } from '../scheduling/clock.ts';
import { diskHost } from './disk-host.ts';
import { predictionThread } from './prediction-thread.ts';

/** An analysis that needs more than this has run away. */
const WORKER_HEAP_MIB = 2048;

/** The server around real files; the others are the editor's. The analysis bundle is loaded when the first document asks for it. */
export const diskEnvironment = (files: EditorFiles): ServerEnvironment => ({
  ...syntaxReader(() => loadAnalysis().createAnalyzer(diskHost, defaultConfiguration.runtime, 'outlines')),
  startPredictor: () => new ThreadPredictor(startPredictionThread(), systemClock, files),
  readText: (file) => (isVirtualPath(file) ? files.readText(file) : readFile(file, 'utf8').catch(() => null)),
  clock: systemClock,
  processId: process.pid,
});

/** `__dirname`: the bundles lie side by side (scripts/bundles.ts). */
const startPredictionThread = (): StartThread =>
  predictionThread(path.join(__dirname, 'prediction-worker.js'), WORKER_HEAP_MIB);
