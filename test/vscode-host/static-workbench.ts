import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { VscodeHost } from './install.ts';
import { QUIET_SETTINGS } from './workbench-server.ts';

/** A VS Code that consists of files alone: extensions run in the page's own worker, for there is no other host. */
export interface StaticWorkbench {
  /** Opens the folder. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface StaticWorkbenchOptions {
  /** Folders of extensions, besides VS Code's own. */
  readonly extensions: readonly string[];
  /** Of a file system that one of the extensions provides. */
  readonly folder: { readonly scheme: string; readonly path: string };
  readonly settings?: Readonly<Record<string, unknown>>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/**
 * This build of VS Code takes whatever serves its page for a remote host, and keeps the user's files there. Both are put
 * back to what VS Code itself does: there is no other host, and the user's files are the browser's.
 */
const REMOTE_PARTS: readonly (readonly [found: RegExp, instead: string])[] = [
  [/remoteAuthority:location\.host/, 'remoteAuthority:undefined'],
  [/(\.file\(this\.userDataPath\)\.with\(\{scheme:\w+)\.vscodeRemote/, '$1.vscodeUserData'],
];

const WORKBENCH = '/out/vs/code/browser/workbench/workbench';

export const startStaticWorkbench = async (
  host: VscodeHost,
  options: StaticWorkbenchOptions,
): Promise<StaticWorkbench> => {
  // An origin of their own, as a gallery of extensions has.
  const extensions = await serve(async (path) => {
    const [, index = ''] = path.split('/');
    const folder = options.extensions[Number(index)];
    if (folder === undefined) throw new Error(`No extension ${index}.`);
    return readFile(join(folder, path.slice(`/${index}`.length)));
  });
  const workbench = await serve(async (path, authority) => {
    if (path === '/index.html') return pageHtml(configurationOf(options, authority, extensions.authority));
    const content = await readFile(join(host.server, path));
    return path === `${WORKBENCH}.js` ? withoutRemote(content.toString()) : content;
  });
  return {
    url: `http://${workbench.authority}/index.html`,
    stop: async () => {
      await Promise.all([workbench.stop(), extensions.stop()]);
    },
  };
};

const configurationOf = (
  options: StaticWorkbenchOptions,
  authority: string,
  extensions: string,
): unknown => ({
  folderUri: options.folder,
  userDataPath: '/user',
  isEnabledFileDownloads: false,
  isEnabledFileUploads: false,
  isEnabledCoderGettingStarted: false,
  additionalBuiltinExtensions: options.extensions.map((_, index) => ({
    scheme: 'http',
    authority: extensions,
    path: `/${index}`,
  })),
  webviewEndpoint: `http://${authority}/out/vs/workbench/contrib/webview/browser/pre`,
  configurationDefaults: { ...QUIET_SETTINGS, ...options.settings },
});

interface Site {
  readonly authority: string;
  stop(): Promise<void>;
}

/** Answers with what `find` finds at a path; what it throws is not there. */
const serve = async (find: (path: string, authority: string) => Promise<string | Buffer>): Promise<Site> => {
  let authority = '';
  const server = createServer(({ url = '/' }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    response.setHeader('Access-Control-Allow-Origin', '*');
    find(path, authority).then(
      (content) => response.writeHead(200, { 'Content-Type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  // By this name the workbench's policy lets scripts come from other ports.
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  authority = `localhost:${address.port}`;
  return {
    authority,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};

const withoutRemote = (script: string): string =>
  REMOTE_PARTS.reduce((changed, [found, instead]) => {
    if (!found.test(changed)) throw new Error(`The workbench has nothing like ${found} in it.`);
    return changed.replace(found, instead);
  }, script);

const pageHtml = (configuration: unknown): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${escaped(JSON.stringify(configuration))}">
<link rel="stylesheet" href="${WORKBENCH}.css">
</head>
<body aria-label="">
<script>globalThis._VSCODE_FILE_ROOT = new URL('/out/', location.href).href;</script>
<script type="module" src="/out/nls.messages.js"></script>
<script type="module" src="${WORKBENCH}.js"></script>
</body>
</html>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
