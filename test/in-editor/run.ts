/** Runs the suite in a real VS Code: a desktop one when there is a display for it, else the served one. */
import { copyFileSync, cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { desktopExecutable } from '../vscode-host/desktop.ts';
import { stageExtension } from '../vscode-host/staged-extension.ts';

const root = path.resolve(import.meta.dirname, '../..');
const suite = path.join(root, 'out/in-editor');

rmSync(suite, { recursive: true, force: true });
await build({
  entryPoints: [path.join(import.meta.dirname, 'suite/*.ts')],
  outdir: suite,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});
const extension = stageExtension();

// The suite writes to what it opens: it works on a copy.
const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), 'in-editor-')));
for (const folder of ['fixtures', 'second-folder'])
  cpSync(path.join(import.meta.dirname, folder), path.join(workspace, folder), { recursive: true });
// The second folder's environment is another, its code is not.
for (const source of ['fixtures/checkpoints.js', '../browser/fixtures/untagged.js'])
  copyFileSync(
    path.join(import.meta.dirname, source),
    path.join(workspace, 'second-folder', path.basename(source)),
  );
const workspaceFile = path.join(workspace, 'suite.code-workspace');
writeFileSync(workspaceFile, JSON.stringify({ folders: [{ path: 'fixtures' }, { path: 'second-folder' }] }));
try {
  await runTests({
    vscodeExecutablePath: desktopExecutable() ?? path.join(root, 'test/vscode-host/code-headless.ts'),
    extensionDevelopmentPath: extension,
    extensionTestsPath: path.join(suite, 'index.cjs'),
    launchArgs: [workspaceFile],
  });
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
} finally {
  for (const copy of [workspace, extension]) rmSync(copy, { recursive: true, force: true });
}
