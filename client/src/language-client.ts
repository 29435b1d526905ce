import { workspace } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  State,
} from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/lsp/protocol/requests.ts';
import { translation } from './words.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

/** Who hears of the server. */
export interface ServerListener {
  readonly log: NonNullable<LanguageClientOptions['outputChannel']>;
  readonly onState: (state: ServerState) => void;
  /** The server ended by itself: resolves when it is to be started again, with false when it is not. */
  readonly onEnd: () => Promise<boolean>;
}

/** The protocol's side of the connection; it starts the server as its host can. */
export type CreateLanguageClient = (listener: ServerListener) => BaseLanguageClient;

/** Of the client among the editor's others. */
export const CLIENT_ID = 'migrationTags';
export const CLIENT_NAME = 'Migration Tags';

const LANGUAGES = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** What the protocol's client is told in every host. */
export const clientOptions = ({ log, onEnd }: ServerListener): LanguageClientOptions => ({
  documentSelector: fileSchemes().flatMap((scheme) => [
    ...LANGUAGES.map((language) => ({ scheme, language })),
    { scheme, pattern: '**/migration-tags.json' },
  ]),
  outputChannel: log,
  initializationOptions: {
    lensCommands: true,
    markdownImages: true,
    translation,
  } satisfies InitializationOptions,
  errorHandler: {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: async () => ({
      action: (await onEnd()) ? CloseAction.Restart : CloseAction.DoNotRestart,
      handled: true,
    }),
  },
});

/** Where source files lie: on the disk, nowhere yet, or on the file systems of the open folders. Not old versions, nor outputs. */
const fileSchemes = (): readonly string[] => [
  ...new Set(['file', 'untitled', ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]),
];

export const tellStates = (client: BaseLanguageClient, { onState }: ServerListener): void => {
  client.onDidChangeState(({ newState }) => onState(stateOf(newState)));
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
