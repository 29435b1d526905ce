import {
  type CodeLens,
  commands,
  extensions,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { ExtensionApi } from '../../../client/src/extension.ts';

const EXTENSION = 'migration-tags-authors.migration-tags';

export const uriOf = (name: string): Uri => {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('No folder is open.');
  return Uri.joinPath(folder, name);
};

export const open = async (name: string): Promise<TextEditor> =>
  window.showTextDocument(await workspace.openTextDocument(uriOf(name)));

export const api = async (): Promise<ExtensionApi> => {
  const extension = extensions.getExtension<ExtensionApi>(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed.`);
  return extension.activate();
};

/** Titles of the resolved lenses, but for the switches. */
export const lensTitles = async ({ uri }: TextDocument): Promise<readonly string[]> => {
  const lenses = await commands.executeCommand<CodeLens[] | undefined>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return (lenses ?? []).flatMap(({ command }) =>
    command && command.title !== '$(gear)' && /approve|withdraw/.test(command.title) ? [command.title] : [],
  );
};
