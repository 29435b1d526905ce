import { say } from '@migration-tags/simulator';
import { commands, type ExtensionContext, type LogOutputChannel, Uri, window } from 'vscode';
import type { Position } from 'vscode-languageclient';
import { chooseSurfaces } from './choose-surfaces.ts';
import { tellFilesInView } from './files-in-view.ts';
import { createGutter } from './gutter.ts';
import type { CreateLanguageClient } from './language-client.ts';
import { PreviewPanel } from './preview-panel.ts';
import { ServerConnection } from './server-connection.ts';
import { createStatusItem } from './status.ts';
import { registerTagCommands } from './tag-commands.ts';
import { TagEdits } from './tag-edits.ts';
import { createWindowsView } from './windows-view.ts';
import { translate } from './words.ts';

/** What other extensions, and the tests, may ask of this one. */
export interface ExtensionApi {
  /** Of the language server; `null` while it does not run, and where there are no processes. */
  serverProcessId(): Promise<number | null>;
}

/** What the editor calls. */
export interface Extension {
  activate(context: ExtensionContext): ExtensionApi;
  deactivate(): Promise<void>;
}

/** The extension in whichever host: all that differs is how the language server is reached. */
export const extensionWith = (
  createLanguageClient: (context: ExtensionContext) => CreateLanguageClient,
): Extension => {
  let server: ServerConnection | null = null;
  return {
    activate: (context) => {
      const log = window.createOutputChannel('Migration Tags', { log: true });
      server = new ServerConnection(createLanguageClient(context), log);
      context.subscriptions.push(log, server);
      return start(context, server, log);
    },
    deactivate: async () => server?.stop(),
  };
};

/** Starts the server without waiting for it, so that opening a file never waits for this extension. */
const start = (context: ExtensionContext, server: ServerConnection, log: LogOutputChannel): ExtensionApi => {
  const tags = new TagEdits(server);
  const preview = new PreviewPanel(context, server, tags);
  context.subscriptions.push(
    preview,
    createStatusItem(server),
    createGutter(server),
    tellFilesInView(server),
    createWindowsView(server, tags),
    ...registerTagCommands(tags),
    commands.registerCommand('migrationTags.preview', (uri?: string, position?: Position) => {
      const editor = window.activeTextEditor;
      const target = uri === undefined ? editor?.document.uri : Uri.parse(uri);
      if (target) preview.show(target, position ?? null);
      else
        void window.showInformationMessage(
          translate(say`Open the source file whose migration is to be previewed.`),
        );
    }),
    commands.registerCommand('migrationTags.restartServer', () => server.restart()),
    commands.registerCommand('migrationTags.showLog', () => log.show()),
    commands.registerCommand('migrationTags.chooseSurfaces', chooseSurfaces),
  );
  void server.start();
  return {
    serverProcessId: async () => (await server.ask('migrationTags/ping', null))?.processId ?? null,
  };
};
