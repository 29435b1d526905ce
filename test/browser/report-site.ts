import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENGLISH } from '@migration-tags/simulator';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { sampleDocument } from '../../client/test/webview/sample-document.ts';
import { reportPage } from '../../server/src/preview/report-page.ts';
import { installedChromium } from '../vscode-host/install.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'out/report');

/** The page's built script and styles. */
export interface PageAssets {
  readonly script: string;
  readonly styles: string;
}

export const readAssets = (): PageAssets => ({
  script: readFileSync(path.join(root, 'dist/preview-page.js'), 'utf8'),
  styles: readFileSync(path.join(root, 'dist/preview-page.css'), 'utf8'),
});

/** Writes a page and says where it can be opened. */
export const writePage = (name: string, html: string): string => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
};

/** The report of a small known workload, as `preview --html` writes it. */
export const writeSampleReport = (): string =>
  writePage('sample.html', reportPage(sampleDocument(), readAssets(), ENGLISH));

/** The page as the editor hosts it: nothing embedded, a strict policy, an editor that keeps what it is told. */
export const writeSamplePanel = ({ script, styles }: PageAssets = readAssets()): string =>
  writePage(
    'panel.html',
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-n0'; script-src 'nonce-n0'">
<title>panel</title>
<style nonce="n0">${styles}</style>
<script nonce="n0">
  const posted = [];
  let kept = JSON.parse(sessionStorage.getItem('kept') ?? 'null');
  globalThis.posted = posted;
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => posted.push(message),
    getState: () => kept,
    setState: (state) => { kept = state; sessionStorage.setItem('kept', JSON.stringify(state)); },
  });
</script>
</head>
<body class="vscode-dark">
<main id="preview"></main>
<script nonce="n0">${script.replaceAll(/<\/(script)/gi, '<\\/$1')}</script>
</body>
</html>
`,
  );

/** A page with what it complained about: errors, console messages of weight, requests that left the disk. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export const openPage = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) complaints.push(`requested ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
};

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: installedChromium(), args: ['--no-sandbox'] });
