/**
 * The analysis: a whole project against the TypeScript compiler's own check of it, side by side, processes from start to exit;
 * and profiles after an edit of a 2,000-line file.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { analysisBundle } from '../scripts/bundles.ts';
import type { AnalysisHost } from '../server/src/analysis/analyzer.ts';
import type * as Analysis from '../server/src/analysis/index.ts';
import { projectSource } from './project-source.ts';

const FILES = 100;
const LINES_PER_FILE = 200;
const EDITED_LINES = 2000;
const ROUNDS = 5;
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

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
const rounded = (value: number): number => Math.round(value * 10) / 10;
const spread = (values: readonly number[]) => ({
  min: rounded(Math.min(...values)),
  p50: rounded(quantile(values, 0.5)),
  p95: rounded(quantile(values, 0.95)),
});

const project = projectSource(FILES, LINES_PER_FILE);
const lines = project.reduce((sum, { text }) => sum + text.split('\n').length, 0);
for (const { name, text } of project) writeFileSync(path.join(scratch, name), text);
writeFileSync(
  path.join(scratch, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      strict: true,
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      types: [],
    },
    include: ['*.ts'],
  }),
);

const bundle = path.join(scratch, 'analysis.cjs');
await build({ ...analysisBundle, absWorkingDir: root, bundle: true, outfile: bundle, logLevel: 'warning' });
// As it is shipped: what runs the sources themselves slows them down.
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
  times.analysis.push(cpuMs([whole]));
  times.tsc.push(cpuMs(compiler));
}

/** Numbers typed into one function's body, one key after the other. */
const editMs = (host: AnalysisHost, file: string, text: string): readonly number[] => {
  const analyzer = createAnalyzer(host);
  const at = text.indexOf(') / 3') + ') / 3'.length;
  const measured: number[] = [];
  for (let edit = 0; edit < WARM_UP_EDITS + EDITS; edit++) {
    const typed = text.slice(0, at) + '0'.repeat(1 + (edit % 7)) + text.slice(at);
    const before = process.cpuUsage();
    analyzer.setText(file, typed);
    analyzer.profiles(file);
    const { user, system } = process.cpuUsage(before);
    if (edit >= WARM_UP_EDITS) measured.push((user + system) / 1000);
  }
  return measured;
};
const nowhere: AnalysisHost = {
  readFile: () => undefined,
  fileExists: () => false,
  directoryExists: () => false,
  listDirectory: () => [],
};
const edited = projectSource(2, EDITED_LINES)[0]?.text ?? '';
const edits = editMs(nowhere, '/part0.ts', edited);
rmSync(scratch, { recursive: true, force: true });

const figures = {
  project: { files: project.length, lines, rounds: ROUNDS },
  wholeProjectCpuMs: { analysis: spread(times.analysis), tsc: spread(times.tsc) },
  ratioOfMedians: Math.round((100 * quantile(times.analysis, 0.5)) / quantile(times.tsc, 0.5)) / 100,
  edit: { lines: edited.split('\n').length, edits: EDITS, profilesCpuMs: spread(edits) },
};
mkdirSync(path.join(root, 'bench/results'), { recursive: true });
writeFileSync(path.join(root, 'bench/results/analysis.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(figures);
