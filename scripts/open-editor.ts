/**
 * Opens examples/ in VS Code with the extension loaded: in the desktop one where `code` and a display are there,
 * else in a VS Code served to the browser. `--port=N` fixes the port of the served one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { desktopCommand } from '../test/vscode-host/desktop.ts';
import { installHost } from '../test/vscode-host/install.ts';
import { workbenchUrl } from '../test/vscode-host/workbench-page.ts';
import { startWorkbenchServer } from '../test/vscode-host/workbench-server.ts';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

if (!existsSync(path.join(root, 'dist/client.js')))
  throw new Error('Build the extension first: npm run build');

const code = desktopCommand();
if (code !== null) {
  const { status } = spawnSync(code, [`--extensionDevelopmentPath=${root}`, examples], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  const server = await startWorkbenchServer(installHost(), { port: Number(values.port) });
  const openFile = path.join(examples, 'conjugate-gradient/main.mjs');
  console.log('VS Code with Migration Tags on examples/ is at\n');
  console.log(`  ${workbenchUrl(server, { folder: examples, openFile, extensions: [root] })}\n`);
  console.log('Ctrl+C ends it.');
  const stop = (): void => void server.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await server.exited;
}
