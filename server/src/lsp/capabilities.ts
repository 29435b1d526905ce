import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { CODE_ACTION_KINDS } from './features/code-actions.ts';
import { SERVER_COMMANDS } from './features/commands.ts';
import { COMPLETION_TRIGGERS } from './features/completion.ts';
import { SEMANTIC_TOKENS_LEGEND } from './features/semantic-tokens.ts';
import { SIGNATURE_TRIGGERS } from './features/signature-help.ts';
import type { ClientSupport } from './protocol/client-support.ts';

/** What the server offers to a client that supports this much. */
export const serverCapabilities = (support: ClientSupport): ServerCapabilities => ({
  // The one that every client knows.
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
  inlayHintProvider: { resolveProvider: true },
  completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS] },
  signatureHelpProvider: { triggerCharacters: [...SIGNATURE_TRIGGERS] },
  documentHighlightProvider: true,
  renameProvider: support.prepareRename ? { prepareProvider: true } : true,
  ...(support.nestedSymbols ? { documentSymbolProvider: { label: 'Migration Tags' } } : {}),
  foldingRangeProvider: true,
  // VS Code takes one provider's tokens and drops all others': there the injected grammar colours tags.
  ...(support.lensCommands ? {} : { semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true } }),
  ...(support.codeActions
    ? {
        codeActionProvider: {
          codeActionKinds: [...CODE_ACTION_KINDS],
          resolveProvider: support.resolvesEdits,
        },
      }
    : {}),
  executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});
