import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installHost } from '../vscode-host/install.ts';
import { openBrowser, workbenchUrl } from '../vscode-host/workbench-page.ts';
import { startWorkbenchServer } from '../vscode-host/workbench-server.ts';
import { Workbench } from './workbench.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface EditorSession {
  readonly workbench: Workbench;
  /** The last lines that the editor's server wrote. */
  log(): string;
  close(): Promise<void>;
}

const LOG_LINES = 15;

/** VS Code with the extension loaded and a copy of the fixtures open, in a browser. */
export const startEditorSession = async (): Promise<EditorSession> => {
  if (!existsSync(path.join(root, 'dist/client.js'))) {
    throw new Error('Build the extension first: npm run build');
  }
  const pictures = path.join(root, 'docs/images');
  mkdirSync(pictures, { recursive: true });
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'in-browser-')));
  cpSync(path.join(import.meta.dirname, 'fixtures'), folder, { recursive: true });

  const host = installHost();
  const server = await startWorkbenchServer(host, { settings: { 'editor.minimap.enabled': false } });
  const browser = await openBrowser(host, { width: 1200, height: 760 });
  const openFile = path.join(folder, 'checkpoints.ts');
  await browser.page.goto(workbenchUrl(server, { folder, openFile, extensions: [root] }));
  return {
    workbench: new Workbench(browser.page, pictures),
    log: () => readFileSync(server.logFile, 'utf8').split('\n').slice(-LOG_LINES).join('\n'),
    close: async () => {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
