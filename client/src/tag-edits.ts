import { say, type TagType } from '@migration-tags/simulator';
import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { WorkspaceEdit as PlainWorkspaceEdit } from 'vscode-languageclient';
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
  const change = new WorkspaceEdit();
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      const where = new Range(start.line, start.character, end.line, end.character);
      change.replace(Uri.parse(uri), where, newText);
    }
  }
  await workspace.applyEdit(change);
};
