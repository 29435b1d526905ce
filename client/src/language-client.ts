import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../server/src/lsp/requests.ts';

export interface ServerOptions {
  /** Of the server's bundle. */
  readonly serverModule: string;
  readonly log: NonNullable<LanguageClientOptions['outputChannel']>;
  readonly onState: (state: ServerState) => void;
  /** The server ended by itself: resolves when it is to be started again, with false when it is not. */
  readonly onEnd: () => Promise<boolean>;
}

export type ServerState = 'starting' | 'running' | 'stopped';

const LANGUAGES = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** The protocol's side of the connection. */
export const createLanguageClient = (options: ServerOptions): LanguageClient => {
  const run = { module: options.serverModule, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  const sources = LANGUAGES.flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]);
  const client = new LanguageClient(
    'migrationTags',
    'Migration Tags',
    { run, debug },
    {
      documentSelector: [...sources, { scheme: 'file', pattern: '**/migration-tags.json' }],
      outputChannel: options.log,
      initializationOptions: { lensCommands: true, markdownImages: true } satisfies InitializationOptions,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: async () => ({
          action: (await options.onEnd()) ? CloseAction.Restart : CloseAction.DoNotRestart,
          handled: true,
        }),
      },
    },
  );
  client.onDidChangeState(({ newState }) => options.onState(stateOf(newState)));
  return client;
};

const stateOf = (state: State): ServerState => {
  switch (state) {
    case State.Running:
      return 'running';
    case State.Stopped:
    case State.StartFailed:
      return 'stopped';
    default:
      return 'starting';
  }
};
