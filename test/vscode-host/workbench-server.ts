import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { VscodeHost } from './install.ts';

export interface WorkbenchServerOptions {
  /** Users’ settings, over the quiet defaults below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly userFolder?: string;
  readonly extensionsFolder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** 0: any free one. */
  readonly port?: number;
}

export interface WorkbenchServer {
  readonly origin: string;
  readonly authority: string;
  readonly logFile: string;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** No questions, no network, nothing that moves by itself. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // In a browser the default saves while one types: tests would overwrite what they opened.
  'files.autoSave': 'off',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'workbench.enableExperiments': false,
  'files.simpleDialog.enable': true,
  'typescript.disableAutomaticTypeAcquisition': true,
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
} as const;

/** Without this an editor built from source looks for an extension gallery on the network. */
const NO_GALLERY = { EXTENSIONS_GALLERY: '{}' } as const;

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 4_000;

export const startWorkbenchServer = async (
  host: VscodeHost,
  options: WorkbenchServerOptions = {},
): Promise<WorkbenchServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'vscode-host-'));
  const userFolder = options.userFolder ?? join(folder, 'user');
  const extensionsFolder = options.extensionsFolder ?? join(folder, 'extensions');
  mkdirSync(extensionsFolder, { recursive: true });
  writeSettings(userFolder, options.settings ?? {});

  const port = options.port ? options.port : await freePort();
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'w');
  const child = spawn(
    host.node,
    [
      join(host.server, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-experiments'],
      ...['--server-data-dir', join(folder, 'data'), '--user-data-dir', userFolder],
      ...['--extensions-dir', extensionsFolder, '--disable-workspace-trust'],
      // A built VS Code honours the page's extensionDevelopmentPath and extensionTestsPath only with this.
      '--enable-smoke-test-driver',
    ],
    // Its own process group: ending only the parent would leave an extension host running.
    {
      stdio: ['ignore', log, log],
      detached: true,
      env: { ...process.env, ...NO_GALLERY, ...options.environment },
    },
  );
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await endProcessGroup(child, exited);
    closeSync(log);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };

  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(`${origin}/version`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const said = readFileSync(logFile, 'utf8');
      await stop();
      throw new Error(`The VS Code server did not start:\n${said}`);
    }
    await new Promise((next) => setTimeout(next, 125));
  }
  return { origin, authority: `127.0.0.1:${port}`, logFile, exited, stop };
};

/** Installs a packaged extension into a folder that `extensionsFolder` then names. */
export const installVsix = (host: VscodeHost, vsix: string, extensionsFolder: string): void => {
  const data = mkdtempSync(join(tmpdir(), 'vscode-host-'));
  const program = join(host.server, 'out/server-main.js');
  const folders = ['--server-data-dir', data, '--extensions-dir', extensionsFolder];
  execFileSync(
    host.node,
    [program, '--accept-server-license-terms', ...folders, '--install-extension', resolve(vsix), '--force'],
    { env: { ...process.env, ...NO_GALLERY }, stdio: ['ignore', 2, 2] },
  );
  rmSync(data, { recursive: true, force: true });
};

/** Settings that the caller put into the user folder win over the quiet ones. */
const writeSettings = (userFolder: string, settings: Readonly<Record<string, unknown>>): void => {
  const file = join(userFolder, 'User/settings.json');
  mkdirSync(join(userFolder, 'User'), { recursive: true });
  const present: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...Object(present), ...settings }, null, 2));
};

const endProcessGroup = async (child: ChildProcess, exited: Promise<void>): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null) return;
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-Number(child.pid), name);
    } catch {
      // The group is gone already.
    }
  };
  signal('SIGTERM');
  const impatient = setTimeout(() => signal('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(impatient);
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address === null || typeof address === 'string'
          ? failed(new Error('No free port.'))
          : found(address.port),
      );
    });
  });
