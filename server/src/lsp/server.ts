import { fieldOf } from '@migration-tags/simulator';
import {
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  InlayHintRefreshRequest,
  MessageType,
  type ProtocolNotificationType,
  type ProtocolRequestType0,
  SemanticTokensRefreshRequest,
} from 'vscode-languageserver';
import { CONFIGURATION_FILE } from '../configuration/configuration-file.ts';
import { directoryOf, isSourcePath } from '../source/file-path.ts';
import { serverCapabilities } from './capabilities.ts';
import type { ServerEnvironment } from './environment.ts';
import { DiagnosticsPublisher } from './features/diagnostics-publisher.ts';
import { registerFeatures } from './features/register.ts';
import { WorkspaceScan } from './features/workspace-scan.ts';
import { type ClientSupport, clientSupport } from './protocol/client-support.ts';
import { pathOfUri, uriOfPath } from './protocol/paths.ts';
import {
  type FileParams,
  FORECAST_NOTIFICATION,
  type Notifications,
  SCAN_NOTIFICATION,
} from './protocol/requests.ts';
import { showMessage } from './protocol/show-message.ts';
import { Session } from './session.ts';
import { ConfigurationLoader } from './settings/configuration-loader.ts';
import { readSettings } from './settings/settings.ts';

/** Wires a session to a connection; returns once all handlers stand. `connection.listen()` is the caller's. */
export const createServer = (connection: Connection, environment: ServerEnvironment): void => {
  let support: ClientSupport = clientSupport(null);
  let roots: readonly string[] = [];

  const session = new Session(environment, {
    onDocumentChanged: (document) => {
      publisher.documentChanged(document);
      scan.putOff();
    },
    onRefresh: () => refresh(),
    onForecast: (document) => {
      watch(document.forecast?.dataFiles ?? []);
      void connection.sendNotification(FORECAST_NOTIFICATION, { uri: document.uri } satisfies FileParams);
    },
    onFailure: (document, failure) =>
      connection.console.error(
        `The prediction for ${document.uri} failed: ${failure instanceof Error ? failure.stack : String(failure)}`,
      ),
  });
  const scan = new WorkspaceScan({
    clock: environment.clock,
    startPredictor: () => environment.startPredictor(),
    readText: (path) => environment.readText(path),
    readConfigurations: (path) => configurations.loadFor(path),
    configurationOf: (path) => session.configurations.of(path),
    onProgress: (progress) => void connection.sendNotification(SCAN_NOTIFICATION, progress),
  });
  const publisher = new DiagnosticsPublisher(connection, session, () => support);

  const refresh = (): void => {
    publisher.refresh();
    scan.switchTo(session.settings.surfaces.windows);
    if (support.pullDiagnostics) askAgain(DiagnosticRefreshRequest.type);
    if (support.refreshLenses) askAgain(CodeLensRefreshRequest.type);
    if (support.refreshInlayHints) askAgain(InlayHintRefreshRequest.type);
    if (support.refreshSemanticTokens) askAgain(SemanticTokensRefreshRequest.type);
  };

  /** An editor that fails at it shows what it has. */
  const askAgain = (type: ProtocolRequestType0<void, void, void, void>): void => {
    connection.sendRequest(type).catch(() => {});
  };

  /** What is wrong with the settings as they are, once told. */
  let toldProblems: readonly string[] = [];

  /** `pushed`: the settings of a client that sends them; one that can be asked is asked. */
  const loadSettings = async (pushed: unknown): Promise<void> => {
    const section = support.configuration ? await askForSettings() : fieldOf(pushed, 'migrationTags');
    if (section === undefined) return;
    const settings = readSettings(section);
    const wrong = settings.problems.map(support.translate);
    for (const problem of wrong)
      if (!toldProblems.includes(problem)) showMessage(connection, MessageType.Warning, problem);
    toldProblems = wrong;
    session.setSettings(settings);
  };

  const askForSettings = async (): Promise<unknown> => {
    try {
      return await connection.workspace.getConfiguration('migrationTags');
    } catch (failure) {
      connection.console.warn(`The editor did not tell its settings: ${String(failure)}`);
      return undefined;
    }
  };

  const configurations = new ConfigurationLoader({
    read: async (path) => {
      const onDisk = await environment.readText(path);
      session.setConfigurationText(path, session.openConfigurationText(path) ?? onDisk);
    },
    onLookedAt: (places) =>
      watchDirectories(
        places.filter((place) => session.configurations.rootOf(place) === null).map(directoryOf),
      ),
  });

  const setRoots = async (paths: readonly string[]): Promise<void> => {
    roots = paths;
    session.setFolders(roots);
    configurations.forget();
    const around = [
      ...roots.map((root) => `${root.replace(/\/$/, '')}/`),
      ...session.documents.map(({ path }) => path),
    ];
    await Promise.all(around.map((path) => configurations.loadFor(path)));
  };

  /** Not waited for: an editor that refuses only sends fewer notifications. */
  const register = <Params, Options>(
    type: ProtocolNotificationType<Params, Options>,
    options: Options,
  ): void => {
    // A refusal is in the log already.
    connection.client.register(type, options).catch(() => {});
  };

  /** Numbers rest on these files: each name is watched from the first time on, wherever the file lies. */
  const watched = new Set<string>();
  const watch = (names: readonly string[]): void => {
    const unwatched = names.filter((name) => !watched.has(name));
    if (unwatched.length === 0 || !support.registersWatchedFiles) return;
    for (const name of unwatched) watched.add(name);
    register(DidChangeWatchedFilesNotification.type, {
      watchers: unwatched.map((name) => ({ globPattern: `**/${name}` })),
    });
  };

  /** What lies above the workspace, or outside of it, has to be named: patterns alone are of its folders. */
  const watchedDirectories = new Set<string>();
  const watchDirectories = (directories: readonly string[]): void => {
    const unwatched = directories.filter((directory) => !watchedDirectories.has(directory));
    if (unwatched.length === 0 || !support.watchesAnyDirectory) return;
    for (const directory of unwatched) watchedDirectories.add(directory);
    register(DidChangeWatchedFilesNotification.type, {
      watchers: unwatched.map((directory) => ({
        globPattern: { baseUri: uriOfPath(directory), pattern: CONFIGURATION_FILE },
      })),
    });
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    support = clientSupport(params);
    roots = folderPaths(params);
    return { capabilities: serverCapabilities(support), serverInfo: { name: 'Migration Tags' } };
  });

  connection.onInitialized(async () => {
    if (support.registersConfiguration) {
      register(DidChangeConfigurationNotification.type, { section: 'migrationTags' });
    }
    if (support.registersWatchedFiles) {
      register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${CONFIGURATION_FILE}` }, { globPattern: SOURCES }],
      });
    }
    if (support.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map(({ uri }) => pathOfUri(uri));
        const kept = roots.filter((root) => !gone.includes(root));
        void setRoots([...kept, ...added.flatMap(({ uri }) => pathOfUri(uri) ?? [])]);
      });
    }
    await Promise.all([loadSettings(undefined), setRoots(roots)]);
    session.begin();
  });

  connection.onDidChangeConfiguration(({ settings }) => loadSettings(settings));
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const reloaded: Promise<void>[] = [];
    for (const { uri, type } of changes) {
      const path = pathOfUri(uri);
      if (path === null) continue;
      if (isConfigurationPath(path)) reloaded.push(configurations.load(path));
      else if (isSourcePath(path)) session.sourceFileChanged(path, type === FileChangeType.Created);
      else session.dataFileChanged(path);
    }
    await Promise.all(reloaded);
  });

  const inView: keyof Notifications = 'migrationTags/inView';
  connection.onNotification(inView, (params: unknown) => session.setInView(urisIn(params)));
  connection.onDidOpenTextDocument(({ textDocument }) => {
    session.open(textDocument);
    publisher.opened(textDocument.uri);
    const path = pathOfUri(textDocument.uri);
    if (path !== null) void configurations.loadFor(path);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    session.change(textDocument.uri, textDocument.version, contentChanges);
    scan.edited(textDocument.uri);
  });
  connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
    session.close(uri);
    scan.closed(uri);
    publisher.closed(uri);
    const path = pathOfUri(uri);
    if (path && isConfigurationPath(path)) await configurations.load(path);
  });

  registerFeatures(connection, session, scan, () => support);
  connection.onShutdown(() => {
    scan.dispose();
    session.dispose();
  });
};

/** What programs import. */
const SOURCES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';

const isConfigurationPath = (path: string): boolean => path.endsWith(`/${CONFIGURATION_FILE}`);

/** Clients may send anything. */
const urisIn = (params: unknown): readonly string[] => {
  const uris = fieldOf(params, 'uris');
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
};

const folderPaths = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] => {
  const uris = workspaceFolders ? workspaceFolders.map(({ uri }) => uri) : rootUri ? [rootUri] : [];
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
};
