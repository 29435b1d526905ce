import { commands, type ExtensionContext, Uri, window } from 'vscode';
import type { Position } from 'vscode-languageclient';
import { chooseSurfaces } from './choose-surfaces.ts';
import { createGutter } from './gutter.ts';
import { PreviewPanel } from './preview-panel.ts';
import { ServerConnection } from './server-connection.ts';
import { createStatusItem } from './status.ts';
import { registerTagCommands } from './tag-commands.ts';
import { TagEdits } from './tag-edits.ts';
import { createWindowsView } from './windows-view.ts';

let server: ServerConnection | null = null;

/** What other extensions, and the tests, may ask of this one. */
export interface ExtensionApi {
  /** Of the language server; `null` while it does not run. */
  serverProcessId(): Promise<number | null>;
}

/** Starts the server without waiting for it, so that opening a file never waits for this extension. */
export const activate = (context: ExtensionContext): ExtensionApi => {
  const log = window.createOutputChannel('Migration Tags', { log: true });
  const connection = new ServerConnection(context, log);
  server = connection;
  const tags = new TagEdits(connection);
  const preview = new PreviewPanel(context, connection, tags);
  context.subscriptions.push(
    log,
    connection,
    preview,
    createStatusItem(connection),
    createGutter(connection),
    createWindowsView(connection),
    ...registerTagCommands(tags),
    commands.registerCommand('migrationTags.preview', (uri?: string, position?: Position) => {
      const editor = window.activeTextEditor;
      const target = uri === undefined ? editor?.document.uri : Uri.parse(uri);
      if (target) preview.show(target, position ?? null);
    }),
    commands.registerCommand('migrationTags.restartServer', () => connection.restart()),
    commands.registerCommand('migrationTags.showLog', () => log.show()),
    commands.registerCommand('migrationTags.chooseSurfaces', chooseSurfaces),
  );
  void connection.start();
  return {
    serverProcessId: async () => (await connection.ask('migrationTags/ping', null))?.processId ?? null,
  };
};

export const deactivate = async (): Promise<void> => server?.stop();
