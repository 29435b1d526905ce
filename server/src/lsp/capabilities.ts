import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { CODE_ACTION_KINDS } from './features/code-actions.ts';
import { SERVER_COMMANDS } from './features/commands.ts';
import type { ClientSupport } from './server.ts';

/** What the server offers to a client that supports this much. */
export const serverCapabilities = (support: ClientSupport): ServerCapabilities => ({
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  ...(support.pullDiagnostics
    ? {
        diagnosticProvider: {
          identifier: 'migration-tags',
          interFileDependencies: true,
          workspaceDiagnostics: false,
        },
      }
    : {}),
  codeLensProvider: { resolveProvider: true },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
  executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});
