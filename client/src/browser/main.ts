/** The extension where there is no Node, as in a browser: the language server is a web worker. */
import { Uri } from 'vscode';
import { extensionWith } from '../extension.ts';
import { createLanguageClient } from './language-client.ts';

export const { activate, deactivate } = extensionWith(({ extensionUri }) => {
  const bundles = Uri.joinPath(extensionUri, 'dist');
  return (listener) => createLanguageClient(bundles, listener);
});
