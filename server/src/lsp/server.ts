import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { CONFIGURATION_FILE } from '../configuration/configuration-file.ts';
import { serverCapabilities } from './capabilities.ts';
import { DiagnosticsPublisher } from './diagnostics-publisher.ts';
import type { ServerEnvironment } from './environment.ts';
import { registerFeatures } from './features/register.ts';
import { pathOfUri, uriOfPath } from './paths.ts';
import {
  type FileParams,
  FORECAST_NOTIFICATION,
  type InitializationOptions,
  SCAN_NOTIFICATION,
} from './requests.ts';
import { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { WorkspaceScan } from './workspace-scan.ts';

/** What the client said it can do, as far as it matters here. */
export interface ClientSupport {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly refreshInlayHints: boolean;
  readonly refreshSemanticTokens: boolean;
  readonly configuration: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
  /** The VS Code client of this project, whose commands the lenses may name. */
  readonly lensCommands: boolean;
  /** It shows images in Markdown. */
  readonly markdownImages: boolean;
}

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
    onForecast: (document) =>
      void connection.sendNotification(FORECAST_NOTIFICATION, { uri: document.uri } satisfies FileParams),
    onFailure: (document, failure) =>
      connection.console.error(
        `The prediction for ${document.uri} failed: ${failure instanceof Error ? failure.stack : String(failure)}`,
      ),
  });
  const scan = new WorkspaceScan({
    clock: environment.clock,
    startPredictor: () => environment.startPredictor(),
    readText: (path) => environment.readText(path),
    configurationOf: (path) => session.configurations.of(path),
    onProgress: (progress) => void connection.sendNotification(SCAN_NOTIFICATION, progress),
  });
  const publisher = new DiagnosticsPublisher(connection, session, () => support);

  const refresh = (): void => {
    publisher.refresh();
    if (session.settings.surfaces.windows) scan.renewOutdated();
    else scan.stop();
    const { languages } = connection;
    const ignore = (): void => {};
    if (support.refreshLenses) connection.sendRequest('workspace/codeLens/refresh').catch(ignore);
    if (support.refreshInlayHints) languages.inlayHint.refresh().catch(ignore);
    if (support.refreshSemanticTokens) languages.semanticTokens.refresh();
  };

  const loadSettings = async (): Promise<void> => {
    if (!support.configuration) return;
    const settings = readSettings(await connection.workspace.getConfiguration('migrationTags'));
    for (const problem of settings.problems) connection.window.showWarningMessage(problem);
    session.setSettings(settings);
  };

  const loadConfigurationFile = async (path: string): Promise<void> => {
    const uri = uriOfPath(path);
    if (session.configurationDocument(uri)) return;
    session.setConfigurationText(path, await environment.readText(path));
  };

  const setRoots = async (paths: readonly string[]): Promise<void> => {
    roots = paths;
    session.setFolders(roots);
    await Promise.all(session.configurations.files.map(loadConfigurationFile));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    support = clientSupport(params);
    roots = folderPaths(params);
    return { capabilities: serverCapabilities(support), serverInfo: { name: 'Migration Tags' } };
  });

  connection.onInitialized(async () => {
    if (support.configuration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'migrationTags' });
    }
    if (support.watchedFiles) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${CONFIGURATION_FILE}` }],
      });
    }
    if (support.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map(({ uri }) => pathOfUri(uri));
        const kept = roots.filter((root) => !gone.includes(root));
        void setRoots([...kept, ...added.flatMap(({ uri }) => pathOfUri(uri) ?? [])]);
      });
    }
    await Promise.all([loadSettings(), setRoots(roots)]);
    session.begin();
  });

  connection.onDidChangeConfiguration(loadSettings);
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const paths = changes.flatMap(({ uri }) => pathOfUri(uri) ?? []);
    await Promise.all(paths.map(loadConfigurationFile));
  });

  connection.onDidOpenTextDocument(({ textDocument }) => {
    session.open(textDocument);
    publisher.opened(textDocument.uri);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    session.change(textDocument.uri, textDocument.version, contentChanges),
  );
  connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
    session.close(uri);
    publisher.closed(uri);
    const path = pathOfUri(uri);
    if (path?.endsWith(`/${CONFIGURATION_FILE}`)) await loadConfigurationFile(path);
  });

  registerFeatures(connection, session, scan, () => support);
  connection.onShutdown(() => {
    scan.dispose();
    session.dispose();
  });
};

const folderPaths = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] => {
  const uris = workspaceFolders ? workspaceFolders.map(({ uri }) => uri) : rootUri ? [rootUri] : [];
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
};

const clientSupport = (params: InitializeParams | null): ClientSupport => {
  const workspace = params?.capabilities.workspace;
  const options: unknown = params?.initializationOptions;
  return {
    pullDiagnostics: params?.capabilities.textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshSemanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    lensCommands: isOn(options, 'lensCommands'),
    markdownImages: isOn(options, 'markdownImages'),
  };
};

const isOn = (options: unknown, name: keyof InitializationOptions): boolean =>
  typeof options === 'object' && options !== null && Reflect.get(options, name) === true;
