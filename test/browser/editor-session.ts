import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installHost } from '../vscode-host/install.ts';
import { stageExtension } from '../vscode-host/staged-extension.ts';
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

/** VS Code with the extension loaded and a copy of the examples and the fixtures open, in a browser. */
export const startEditorSession = async (): Promise<EditorSession> => {
  const extension = stageExtension();
  // A test run leaves the checkout clean; `npm run pictures` takes the pictures of the README.
  const pictures = path.resolve(root, process.env.PICTURES_FOLDER ?? 'out/pictures');
  mkdirSync(pictures, { recursive: true });
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'in-browser-')));
  for (const source of [path.join(root, 'examples'), path.join(import.meta.dirname, 'fixtures')])
    cpSync(source, folder, { recursive: true });
  for (const name of ['checkpoints.js', 'misspelt.js'])
    copyFileSync(path.join(root, 'test/in-editor/fixtures', name), path.join(folder, name));

  const host = installHost();
  const server = await startWorkbenchServer(host, {
    // Nobody installed the types of Node in the copy: without them the editor’s own problems fill the pictures.
    settings: { 'editor.minimap.enabled': false, 'javascript.validate.enable': false },
  });
  const browser = await openBrowser({ width: 1200, height: 760 });
  // No file to open: an address that names one keeps the window from restoring its editors.
  await browser.page.goto(workbenchUrl(server, { folder, extensions: [extension] }));
  return {
    workbench: new Workbench(browser.page, pictures, folder),
    log: () => readFileSync(server.logFile, 'utf8').split('\n').slice(-LOG_LINES).join('\n'),
    close: async () => {
      await browser.close();
      await server.stop();
      for (const copy of [folder, extension]) rmSync(copy, { recursive: true, force: true });
    },
  };
};
