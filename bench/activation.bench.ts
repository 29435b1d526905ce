/**
 * Activation in the extension host of a real VS Code, on an empty folder. `own` is what the editor itself tells of an extension in
 * *Developer: Show Running Extensions*: loading its code and calling `activate`, by the clock. `answered` is until whoever asked for
 * it hears that it is done: between the two the host reads the extension's stored state from the editor's other processes, which are
 * starting at the same time. On a busy machine the clock tells how long the host waited for a core, so the CPU time stands beside it.
 */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { desktopExecutable } from '../test/vscode-host/desktop.ts';
import { stageExtension } from '../test/vscode-host/staged-extension.ts';
import type { Activation } from './activation/suite.ts';
import { buildShipped } from './shipped.ts';
import { spread } from './spread.ts';

const ROUNDS = 7;
const root = path.resolve(import.meta.dirname, '..');
const folder = (name: string): string => realpathSync(mkdtempSync(path.join(tmpdir(), name)));
const suite = folder('activation-suite-');
const empty = folder('activation-empty-');
await build({
  entryPoints: [path.join(root, 'bench/activation/suite.ts')],
  outfile: path.join(suite, 'suite.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  logLevel: 'warning',
});
const extension = stageExtension();
await buildShipped(path.join(extension, 'dist'));

const activations: Activation[] = [];
try {
  for (let round = 0; round < ROUNDS; round++) {
    await runTests({
      vscodeExecutablePath: desktopExecutable() ?? path.join(root, 'test/vscode-host/code-headless.ts'),
      extensionDevelopmentPath: extension,
      extensionTestsPath: path.join(suite, 'suite.cjs'),
      launchArgs: [empty],
    });
    activations.push(JSON.parse(readFileSync(path.join(suite, 'activation.json'), 'utf8')));
  }
} finally {
  for (const made of [suite, empty, extension]) rmSync(made, { recursive: true, force: true });
}

const figures = {
  rounds: ROUNDS,
  ownMs: spread(activations.map(({ ownMs }) => ownMs)),
  ownCpuMs: spread(activations.map(({ ownCpuMs }) => ownCpuMs)),
  answeredMs: spread(activations.map(({ answeredMs }) => answeredMs)),
  cpuMs: spread(activations.map(({ cpuMs }) => cpuMs)),
  limitMs: 50,
};
mkdirSync(path.join(root, 'bench/results'), { recursive: true });
writeFileSync(path.join(root, 'bench/results/activation.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(figures);
