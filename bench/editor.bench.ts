/**
 * The editor's share of the speed and size goals: server start against a server that does nothing, activation against
 * an empty extension's module, tag diagnostics after an edit, size of the package. All side by side, in one run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { OutlineCache } from '../server/src/analysis/frontend/outline.ts';
import { readTags } from '../server/src/tags/index.ts';

const ROUNDS = 25;
const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), 'editor-bench-'));

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
const round = (value: number): number => Math.round(value * 100) / 100;
const spread = (values: readonly number[]) => ({
  min: round(Math.min(...values)),
  p50: round(quantile(values, 0.5)),
  p95: round(quantile(values, 0.95)),
});

/** A server with the same protocol library that offers nothing. */
const idleServer = path.join(scratch, 'idle-server.js');
await build({
  stdin: {
    contents: `import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
const connection = createConnection(ProposedFeatures.all);
connection.onInitialize(() => ({ capabilities: {} }));
connection.listen();`,
    resolveDir: root,
  },
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  outfile: idleServer,
});

const startMilliseconds = async (server: string): Promise<number> => {
  const start = performance.now();
  const child: ChildProcess = spawn(process.execPath, [server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (!child.stdout || !child.stdin) throw new Error('The server has no pipes.');
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  const elapsed = performance.now() - start;
  connection.dispose();
  child.kill('SIGKILL');
  return elapsed;
};

const ours = path.join(root, 'dist/server.js');
const starts = { idle: [] as number[], ours: [] as number[] };
for (let index = 0; index < ROUNDS; index++) {
  starts.idle.push(await startMilliseconds(idleServer));
  starts.ours.push(await startMilliseconds(ours));
}

/** Time to load a client module, with a stand-in for `vscode`, in a fresh process each. */
const loadMilliseconds = (module: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const script = `
const Module = require('node:module');
const anything = () => new Proxy(class {}, { get: (target, name) => name === 'prototype' ? target.prototype : name === Symbol.toPrimitive ? () => '1.100.0' : name === 'version' ? '1.100.0' : anything() });
const load = Module._load;
Module._load = (name, ...rest) => name === 'vscode' ? anything() : load(name, ...rest);
const start = performance.now();
require(${JSON.stringify(module)});
console.log(performance.now() - start);`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    child.on('exit', (code) =>
      code === 0 ? resolve(Number(text)) : reject(new Error(`${module} does not load.`)),
    );
  });

const emptyExtension = path.join(scratch, 'empty.js');
writeFileSync(emptyExtension, 'exports.activate = () => {};');
const loads = { empty: [] as number[], ours: [] as number[] };
for (let index = 0; index < ROUNDS; index++) {
  loads.empty.push(await loadMilliseconds(emptyExtension));
  loads.ours.push(await loadMilliseconds(path.join(root, 'dist/client.js')));
}

/** A file of 2,000 lines with a tag every 20, edited inside a function. */
const source = Array.from({ length: 100 }, (_, index) =>
  [
    '// @migrate approve',
    `export function step${index}(state: Float64Array): number {`,
    ...Array.from({ length: 16 }, (_, line) => `  state[${line}] = Math.sqrt(state[${line}] + ${index});`),
    '  return state[0];',
    '}',
  ].join('\n'),
).join('\n');
/** As in tags.bench.ts: until then the engine is still compiling. */
const WARM_UP_EDITS = 200;
const outlines = new OutlineCache();
const edits: number[] = [];
for (let index = 0; index < WARM_UP_EDITS + 1000; index++) {
  const text = source.replace(`+ 50);`, `+ 50${'0'.repeat(index % 7)});`);
  const before = process.cpuUsage();
  readTags(outlines.outline('/bench.ts', text));
  const { user, system } = process.cpuUsage(before);
  edits.push((user + system) / 1000);
}

const vsix = path.join(scratch, 'extension.vsix');
await createVSIX({
  cwd: root,
  packagePath: vsix,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});

const figures = {
  rounds: ROUNDS,
  serverStartMs: { idle: spread(starts.idle), ours: spread(starts.ours) },
  serverStartRatioOfMedians: round(quantile(starts.ours, 0.5) / quantile(starts.idle, 0.5)),
  clientLoadMs: { empty: spread(loads.empty), ours: spread(loads.ours) },
  tagDiagnosticsAfterEditCpuMs: spread(edits.slice(WARM_UP_EDITS)),
  vsixBytes: statSync(vsix).size,
};
rmSync(scratch, { recursive: true, force: true });
mkdirSync(path.join(root, 'bench/results'), { recursive: true });
writeFileSync(path.join(root, 'bench/results/editor.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(figures);
