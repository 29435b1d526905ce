import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { installedChromium } from './install.ts';
import type { WorkbenchServer } from './workbench-server.ts';

/** What the workbench opens, and which extension it loads from its source folder. */
export interface WorkbenchTarget {
  readonly folder?: string;
  readonly workspace?: string;
  readonly openFile?: string;
  readonly extensions?: readonly string[];
  /** A module with `run()`, loaded in the extension host. */
  readonly extensionTests?: string;
}

export interface WorkbenchBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

export const openBrowser = async (
  viewport: { readonly width: number; readonly height: number } = { width: 1280, height: 800 },
): Promise<WorkbenchBrowser> => {
  const profile = mkdtempSync(join(tmpdir(), 'vscode-host-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: installedChromium(),
    headless: true,
    args: [...CHROMIUM_FLAGS],
    viewport,
    locale: 'en-US',
  });
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

export const workbenchUrl = (
  server: Pick<WorkbenchServer, 'origin' | 'authority'>,
  target: WorkbenchTarget,
): string => {
  const remote = (path: string): string => `vscode-remote://${server.authority}${resolve(path)}`;
  const payload = [
    ...(target.extensions ?? []).map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(target.extensionTests ? [['extensionTestsPath', remote(target.extensionTests)]] : []),
    ...(target.openFile ? [['openFile', remote(target.openFile)]] : []),
  ];
  const query = new URLSearchParams();
  if (target.workspace) query.set('workspace', resolve(target.workspace));
  else if (target.folder) query.set('folder', resolve(target.folder));
  else query.set('ew', 'true');
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query}`;
};
