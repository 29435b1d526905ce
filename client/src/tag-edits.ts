import { say, type TagType } from '@migration-tags/simulator';
import { Range, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { WorkspaceEdit as PlainWorkspaceEdit, TextEdit } from 'vscode-languageclient';
import type { PlaceParams, TagPlace } from '../../server/src/lsp/protocol/requests.ts';
import type { ServerConnection } from './server-connection.ts';
import { translate } from './words.ts';

/** Adds and removes tags in the source: the server knows the edit, the editor applies it, one undo takes it back. */
export class TagEdits {
  readonly #server: ServerConnection;

  constructor(server: ServerConnection) {
    this.#server = server;
  }

  async add(place: TagPlace, tag: TagType): Promise<void> {
    await openInServer(place);
    const edit = await this.#server.ask('migrationTags/addTag', { ...place, tag });
    await apply(edit, translate(say`There is no code here that a tag could stand on.`));
  }

  async remove(place: PlaceParams): Promise<void> {
    await openInServer(place);
    const edit = await this.#server.ask('migrationTags/removeTag', place);
    await apply(edit, translate(say`There is no tag here.`));
  }
}

/** The server edits open files only, and the preview names others too. */
const openInServer = async ({ uri }: PlaceParams): Promise<void> => {
  await workspace.openTextDocument(Uri.parse(uri));
};

const apply = async (edit: PlainWorkspaceEdit | null, whenNone: string): Promise<void> => {
  if (!edit) {
    void window.showInformationMessage(whenNone);
    return;
  }
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const { version } = document;
    await write(document, edits);
    if (document.version > version) continue;
    const name = workspace.asRelativePath(document.uri);
    void window.showWarningMessage(translate(say`${name} may not be edited.`));
  }
};

const write = async (document: TextDocument, edits: readonly TextEdit[]): Promise<void> => {
  const replaceIn = (replace: (where: Range, newText: string) => void): void => {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      replace(new Range(start.line, start.character, end.line, end.character), newText);
    }
  };
  // An editor keeps a read-only text as it is; an edit of the workspace would change it all the same.
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  if (shown) {
    await shown.edit((builder) => replaceIn((where, newText) => builder.replace(where, newText)));
    return;
  }
  const change = new WorkspaceEdit();
  replaceIn((where, newText) => change.replace(document.uri, where, newText));
  await workspace.applyEdit(change);
};
