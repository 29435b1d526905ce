import { Disposable, window } from 'vscode';
import type { ServerConnection } from './server-connection.ts';

/** Tells the server which files the user looks at: their numbers are made first. */
export const tellFilesInView = (server: ServerConnection): Disposable => {
  const tell = (): void => {
    const editors = [window.activeTextEditor, ...window.visibleTextEditors];
    const uris = editors.flatMap((editor) => editor?.document.uri.toString() ?? []);
    void server.tell('migrationTags/inView', { uris: [...new Set(uris)] });
  };
  return Disposable.from(
    window.onDidChangeActiveTextEditor(tell),
    window.onDidChangeVisibleTextEditors(tell),
    server.onStateChanged((state) => {
      if (state === 'running') tell();
    }),
  );
};
