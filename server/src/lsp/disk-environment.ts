import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AnalysisHost, Analyzer } from '../analysis/analyzer.ts';
import { loadAnalysis } from '../analysis/load-analysis.ts';
import { systemClock } from './clock.ts';
import type { ServerEnvironment } from './environment.ts';
import { localPredictor } from './local-predictor.ts';
import { syntaxReader } from './syntax-reader.ts';

/** The server around real files. The analysis bundle is loaded when the first document asks for it. */
export const diskEnvironment = (): ServerEnvironment => {
  const createAnalyzer = (): Analyzer => loadAnalysis().createAnalyzer(diskHost);
  return {
    ...syntaxReader(createAnalyzer),
    startPredictor: () => localPredictor(createAnalyzer()),
    readText: (path) => readFile(path, 'utf8').catch(() => null),
    clock: systemClock,
    processId: process.pid,
  };
};

const diskHost: AnalysisHost = {
  readFile: (path) => orElse(undefined, () => readFileSync(path, 'utf8')),
  fileExists: (path) => orElse(false, () => statSync(path).isFile()),
  directoryExists: (path) => orElse(false, () => statSync(path).isDirectory()),
  listDirectory: (path) => orElse([], () => readdirSync(path)),
};

/** Whatever keeps a file from being read, to the analysis it is not there. */
const orElse = <Result>(missing: Result, read: () => Result): Result => {
  try {
    return read();
  } catch {
    return missing;
  }
};
