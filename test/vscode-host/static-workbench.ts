import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
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
  const find = async (path: string): Promise<string | Buffer> => {
    const [, top = '', index = ''] = path.split('/');
    if (top === 'extension') {
      const folder = options.extensions[Number(index)];
      if (folder === undefined) throw new Error(`No extension ${index}.`);
      return readFile(join(folder, path.slice(`/extension/${index}`.length)));
    }
    const content = await readFile(join(host.server, path));
    return path === `${WORKBENCH}.js` ? withoutRemote(content.toString()) : content;
  };
  let page = '';
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = normalize(decodeURIComponent(pathname));
    const content = path === '/' ? Promise.resolve(page) : find(path);
    content.then(
      (found) => send(response, 200, path === '/' ? '.html' : extname(path), found),
      () => send(response, 404, '.html', ''),
    );
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const authority = `localhost:${address.port}`;
  page = pageHtml({
    folderUri: options.folder,
    userDataPath: '/user',
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
    additionalBuiltinExtensions: options.extensions.map((_, index) => ({
      scheme: 'http',
      authority,
      path: `/extension/${index}`,
    })),
    webviewEndpoint: `http://${authority}/out/vs/workbench/contrib/webview/browser/pre`,
    configurationDefaults: { ...QUIET_SETTINGS, ...options.settings },
  });
  return {
    url: `http://${authority}/`,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};

const send = (
  response: ServerResponse,
  status: number,
  extension: string,
  content: string | Buffer,
): void => {
  const type = CONTENT_TYPES[extension] ?? 'application/octet-stream';
  response.writeHead(status, { 'Content-Type': type }).end(content);
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
