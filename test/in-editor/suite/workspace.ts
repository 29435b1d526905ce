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

/** A file of the first workspace folder, or of the one after it. */
export const uriOf = (name: string, folder = 0): Uri => {
  const root = workspace.workspaceFolders?.[folder]?.uri;
  if (!root) throw new Error(`The workspace has no folder ${folder}.`);
  return Uri.joinPath(root, name);
};

export const open = async (name: string, folder = 0): Promise<TextEditor> =>
  window.showTextDocument(await workspace.openTextDocument(uriOf(name, folder)));

export const api = async (): Promise<ExtensionApi> => {
  const extension = extensions.getExtension<ExtensionApi>(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed.`);
  return extension.activate();
};

/** Takes back what was typed into the active editor. */
export const revert = async (): Promise<void> => {
  await commands.executeCommand('workbench.action.files.revert');
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
