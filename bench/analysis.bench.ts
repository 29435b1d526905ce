/**
 * The analysis: a whole project against the TypeScript compiler's own check of it, side by side, processes from start to exit; the
 * project again after one file was touched; and what an edit of a 2,000-line file costs until there are new numbers.
 */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnalysisHost, Analyzer } from '../server/src/analysis/analyzer.ts';
import type * as Analysis from '../server/src/analysis/index.ts';
import { defaultConfiguration } from '../server/src/configuration/configuration.ts';
import { INTERRUPT_BUDGET_BYTES } from '../server/src/lsp/node/compile-late.ts';
import { forecastOf } from '../server/src/lsp/predictions/prediction.ts';
import { projectSource, writeProject } from './project-source.ts';
import { buildShipped } from './shipped.ts';
import { median, ratioOfMedians, rounded, spread } from './spread.ts';

const FILES = 100;
const LINES_PER_FILE = 200;
const EDITED_LINES = 2000;
const ROUNDS = 3;
const EDITS = 60;
const WARM_UP_EDITS = 10;

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'analysis-bench-'));

/** The child reports its own CPU time as it exits. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write(String((user+system)/1000))})';

const cpuMs = (args: readonly string[]): number => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', REPORT, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}: ${stdout}${stderr}`);
  return Number(stderr);
};

const project = projectSource(FILES, LINES_PER_FILE);
const lines = project.reduce((sum, { text }) => sum + text.split('\n').length, 0);
writeProject(scratch, project);

// As it is shipped, the command line's flag included: what runs the sources themselves slows them down.
await buildShipped(scratch);
const bundle = path.join(scratch, 'analysis.js');
const { createAnalyzer }: typeof Analysis = createRequire(import.meta.url)(bundle);
const whole = path.join(scratch, 'whole-project.cjs');
writeFileSync(
  whole,
  `const fs = require('node:fs');
const { createAnalyzer } = require(${JSON.stringify(bundle)});
const files = fs.readdirSync(${JSON.stringify(scratch)}).filter((name) => name.endsWith('.ts')).map((name) => ${JSON.stringify(scratch)} + '/' + name);
const analyzer = createAnalyzer({
  readFile: (file) => fs.readFileSync(file, 'utf8'),
  fileExists: (file) => fs.existsSync(file),
  directoryExists: (file) => fs.existsSync(file),
  listDirectory: (file) => fs.readdirSync(file),
});
for (const file of files) analyzer.setText(file, fs.readFileSync(file, 'utf8'));
for (const file of files) analyzer.profiles(file);`,
);
const compiler = [path.join(root, 'node_modules/typescript-js/bin/tsc'), '--noEmit', '-p', scratch];
const times = { analysis: [] as number[], tsc: [] as number[] };
// Interleaved, so that a busy machine burdens each alike.
for (let round = 0; round < ROUNDS; round++) {
  times.analysis.push(cpuMs([`--interrupt-budget=${INTERRUPT_BUDGET_BYTES}`, whole]));
  times.tsc.push(cpuMs(compiler));
}

const cpuMsOf = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const disk: AnalysisHost = {
  readFile: (file) => readFileSync(file, 'utf8'),
  fileExists: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
  directoryExists: (file) => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false,
  listDirectory: (file) => readdirSync(file),
  fileBytes: (file) => statSync(file, { throwIfNoEntry: false })?.size,
  realPath: (file) => realpathSync(file),
};
const nowhere: AnalysisHost = {
  readFile: () => undefined,
  fileExists: () => false,
  directoryExists: () => false,
  listDirectory: () => [],
  fileBytes: () => undefined,
};

/** All profiles of the project again after a number in one file's function was changed, one file after the other. */
const touchedMs = (): readonly number[] => {
  const analyzer = createAnalyzer(disk);
  const files = project.map(({ name, text }) => ({ file: path.join(scratch, name), text }));
  const profileAll = (): void => {
    for (const { file } of files) analyzer.profiles(file);
  };
  for (const { file, text } of files) analyzer.setText(file, text);
  profileAll();
  return files.slice(40, 40 + ROUNDS).map(({ file, text }) =>
    cpuMsOf(() => {
      analyzer.setText(file, text.replace(') / 3', ') / 4'));
      profileAll();
    }),
  );
};

/** Digits typed into one function's body, one after the other. */
const editMs = (text: string, look: (analyzer: Analyzer, file: string) => void): readonly number[] => {
  const file = '/part0.ts';
  const analyzer = createAnalyzer(nowhere);
  const at = text.indexOf(') / 3') + ') / 3'.length;
  const measured: number[] = [];
  for (let edit = 0; edit < WARM_UP_EDITS + EDITS; edit++) {
    const typed = text.slice(0, at) + '0'.repeat(1 + (edit % 7)) + text.slice(at);
    const milliseconds = cpuMsOf(() => {
      analyzer.setText(file, typed);
      look(analyzer, file);
    });
    if (edit >= WARM_UP_EDITS) measured.push(milliseconds);
  }
  return measured;
};
const profiles = (analyzer: Analyzer, file: string): void => void analyzer.profiles(file);
/** All that the editor shows: profiles, timeline, verdicts, suggestions, findings. */
const numbers = (analyzer: Analyzer, file: string): void =>
  void forecastOf(analyzer, file, defaultConfiguration, () => false);

const edited = projectSource(2, EDITED_LINES)[0]?.text ?? '';
/** The hardest case: every function changes the same variable, so that an edit of one changes what all of them do. */
const entangled = `let calls = 0;\n${edited.replaceAll(/^(export function .*\{)$/gm, '$1 calls++;')}`;

const figures = {
  project: { files: project.length, lines, rounds: ROUNDS },
  wholeProjectCpuMs: { analysis: spread(times.analysis), tsc: spread(times.tsc) },
  ratioOfMedians: ratioOfMedians(times.analysis, times.tsc),
  oneFileTouched: { cpuMs: spread(touchedMs()), ratioToTsc: 0 },
  edit: {
    lines: edited.split('\n').length,
    edits: EDITS,
    profilesCpuMs: spread(editMs(edited, profiles)),
    allNumbersCpuMs: spread(editMs(edited, numbers)),
    sharedStateProfilesCpuMs: spread(editMs(entangled, profiles)),
  },
};
figures.oneFileTouched.ratioToTsc = rounded(figures.oneFileTouched.cpuMs.p50 / median(times.tsc));
rmSync(scratch, { recursive: true, force: true });
mkdirSync(path.join(root, 'bench/results'), { recursive: true });
writeFileSync(path.join(root, 'bench/results/analysis.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(JSON.stringify(figures, null, 2));
