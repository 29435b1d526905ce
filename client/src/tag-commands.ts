import { say, type TagType } from '@migration-tags/simulator';
import { commands, type Disposable, window } from 'vscode';
import type { Position } from 'vscode-languageclient';
import type { PlaceParams } from '../../server/src/lsp/protocol/requests.ts';
import type { TagEdits } from './tag-edits.ts';
import { translate } from './words.ts';

/** Add Tag and Remove Tag: at the given place when a lens asks, at the cursor when the palette does. */
export const registerTagCommands = (tags: TagEdits): Disposable[] => [
  commands.registerCommand(
    'migrationTags.addTag',
    async (uri?: string, position?: Position, tag?: TagType, end?: Position) => {
      const place = placeOf(uri, position);
      const wanted = place && (tag ?? (await pickTag()));
      if (place && wanted) await tags.add(end ? { ...place, end } : place, wanted);
    },
  ),
  commands.registerCommand('migrationTags.removeTag', async (uri?: string, position?: Position) => {
    const place = placeOf(uri, position);
    if (place) await tags.remove(place);
  }),
];

const placeOf = (uri: string | undefined, position: Position | undefined): PlaceParams | null => {
  if (uri !== undefined && position !== undefined) return { uri, position };
  const editor = window.activeTextEditor;
  if (!editor) {
    void window.showInformationMessage(
      translate(say`Open a source file and put the cursor into the code to tag.`),
    );
    return null;
  }
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
};

const pickTag = async (): Promise<TagType | undefined> => {
  const items = [
    {
      label: 'approve',
      detail: translate(say`Entering this code approves a pending migration.`),
      tag: 'approve',
    },
    {
      label: 'withdraw',
      detail: translate(say`Entering this code withdraws the permission of an ongoing migration.`),
      tag: 'withdraw',
    },
  ] as const;
  return (await window.showQuickPick(items, { title: translate(say`Which tag?`) }))?.tag;
};
