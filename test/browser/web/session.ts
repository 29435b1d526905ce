import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { installHost } from '../../vscode-host/install.ts';
import { stageExtension } from '../../vscode-host/staged-extension.ts';
import { startStaticWorkbench } from '../../vscode-host/static-workbench.ts';
import { openBrowser } from '../../vscode-host/workbench-page.ts';
import { Workbench } from '../workbench.ts';
import { workload } from './workload.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const LOG_LINES = 15;

export interface WebSession {
  readonly workbench: Workbench;
  /** Where the extension lies on the disk. */
  readonly extension: string;
  /** The last complaints on the page's console. */
  log(): string;
  close(): Promise<void>;
}

/** The page of a VS Code without any host behind it, with the extension and a folder in memory. */
export const startWebSession = async (): Promise<WebSession> => {
  const extension = stageExtension();
  const virtualWorkspace = await stageVirtualWorkspace();
  const pictures = path.resolve(root, process.env.PICTURES_FOLDER ?? 'out/pictures');
  mkdirSync(pictures, { recursive: true });
  const server = await startStaticWorkbench(installHost(), {
    extensions: [extension, virtualWorkspace],
    folder: { scheme: 'memory', path: '/project' },
    settings: { 'editor.minimap.enabled': false, 'migrationTags.gutter.enabled': true },
  });
  const browser = await openBrowser({ width: 1200, height: 760 });
  const complaints: string[] = [];
  browser.page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await browser.page.goto(server.url);
  return {
    workbench: new Workbench(browser.page, pictures),
    extension,
    log: () => complaints.slice(-LOG_LINES).join('\n'),
    close: async () => {
      await browser.close();
      await server.stop();
      for (const copy of [extension, virtualWorkspace]) rmSync(copy, { recursive: true, force: true });
    },
  };
};

const stageVirtualWorkspace = async (): Promise<string> => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'virtual-workspace-')));
  const source = path.join(import.meta.dirname, 'virtual-workspace');
  cpSync(path.join(source, 'package.json'), path.join(folder, 'package.json'));
  await build({
    entryPoints: [path.join(source, 'extension.ts')],
    outfile: path.join(folder, 'extension.js'),
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const files = Object.entries(workload).map(([name, text]) => [`/project/${name}`, text]);
  writeFileSync(path.join(folder, 'files.json'), JSON.stringify(Object.fromEntries(files)));
  return folder;
};
