import { availableParallelism } from 'node:os';
import { posix } from 'node:path';
import {
  createExperiment,
  EXPERIMENTS,
  type ExperimentName,
  type ExperimentReport,
} from '@migration-tags/simulator';
import { absolutePath } from '../input/paths.ts';
import { type CliIo, type ExitCode, InputError } from '../io.ts';
import { printJson, printLines, wrapped } from '../output/print.ts';
import { textTable } from '../output/text-table.ts';
import { htmlReport } from './html-report.ts';
import { markdownReport } from './markdown-report.ts';
import { DEFAULT_DATA_FOLDER, readMeasured } from './measured-data.ts';
import { rowsInOrder, runTrials } from './run-trials.ts';
import { deleteState, readState, writeState } from './state-file.ts';
import { inThisThread, type TrialRequest, type TrialRunner } from './trial-runner.ts';
import { inWorker } from './worker-runner.ts';

export interface ExperimentCommandOptions {
  readonly seed: number;
  readonly size?: number;
  readonly workers?: number;
  readonly data?: string;
  readonly state?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly json?: boolean;
}

/** How often finished trials are written down. */
const SAVE_EVERY_MS = 1000;
const CLEAR_LINE = '\r\u001b[K';
/** Tables of experiments may be wider than a terminal; they are not cut. */
const TABLE_WIDTH = 1000;
const TEXT_WIDTH = 100;

/** Runs an experiment, resuming one that was interrupted, and prints what came out; 2 when it was interrupted again. */
export async function experimentCommand(
  io: CliIo,
  name: ExperimentName,
  options: ExperimentCommandOptions,
): Promise<ExitCode> {
  const request = requestOf(io, name, options);
  const experiment = createExperiment(name, request);
  const stateFile = absolutePath(io, options.state ?? defaultStateFile(request));
  const finished = readState(stateFile, request);
  const runners = startRunners(
    io,
    request,
    Math.min(options.workers ?? availableParallelism(), experiment.trials),
  );

  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  let savedAt = Date.now();
  try {
    await runTrials(
      experiment.trials,
      finished,
      runners,
      () => interrupted,
      (progress) => {
        if (io.stderr.isTerminal)
          io.stderr.write(`${CLEAR_LINE}${name} ${progress.finished}/${progress.trials}`);
        if (Date.now() - savedAt < SAVE_EVERY_MS) return;
        writeState(stateFile, request, finished);
        savedAt = Date.now();
      },
    );
  } finally {
    process.removeListener('SIGINT', interrupt);
    if (io.stderr.isTerminal) io.stderr.write(CLEAR_LINE);
    await Promise.all(runners.map((runner) => runner.close()));
  }
  if (finished.size < experiment.trials) {
    writeState(stateFile, request, finished);
    io.stderr.write(
      `Stopped after ${finished.size} of ${experiment.trials} trials; the same command goes on from there (${stateFile}).\n`,
    );
    return 2;
  }

  const rows = rowsInOrder(finished);
  const report = experiment.report(rows);
  if (options.html !== undefined) {
    io.files.write(absolutePath(io, options.html), htmlReport(report, commandLine(request)));
  }
  if (options.markdown !== undefined) {
    io.files.write(absolutePath(io, options.markdown), markdownReport(report, commandLine(request)));
  }
  if (options.json)
    printJson(io, { schema: 1, experiment: name, seed: request.seed, size: request.size, report, rows });
  else printLines(io, reportLines(report));
  deleteState(stateFile);
  return 0;
}

function requestOf(io: CliIo, name: ExperimentName, options: ExperimentCommandOptions): TrialRequest {
  const request = { name, seed: options.seed, size: options.size ?? EXPERIMENTS[name].size };
  if (name === 'validation') {
    const dataFolder = absolutePath(io, options.data ?? DEFAULT_DATA_FOLDER);
    return { ...request, dataFolder, measured: readMeasured(io, dataFolder) };
  }
  if (options.data === undefined) return request;
  throw new InputError('--data: only the experiment validation is held against measured data');
}

const defaultStateFile = ({ name, seed, size }: TrialRequest): string =>
  `.migration-tags/experiment-${name}-${size}-${seed}.json`;

const commandLine = ({ name, seed, size }: TrialRequest): string =>
  `migration-tags experiment ${name} --seed ${seed} --size ${size}`;

/** One thread is this one; a checkout that is not bundled has no script for workers. */
function startRunners(io: CliIo, request: TrialRequest, count: number): readonly TrialRunner[] {
  const script = posix.join(io.bundleFolder, 'experiment-worker.js');
  if (count <= 1 || io.files.kindOf(script) !== 'file') return [inThisThread(request)];
  return Array.from({ length: count }, () => inWorker(script, request));
}

const reportLines = ({ title, findings, tables }: ExperimentReport): readonly string[] => [
  title,
  '',
  ...findings.flatMap((finding) => wrapped(finding, TEXT_WIDTH)),
  ...tables.flatMap((table) => [
    '',
    table.title,
    ...textTable(table.columns, table.rows, TABLE_WIDTH),
    ...(table.note === null ? [] : wrapped(table.note, TEXT_WIDTH)),
  ]),
];
