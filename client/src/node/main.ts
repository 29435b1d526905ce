/** The extension where there is Node: the language server is a process. */
import { extensionWith } from '../extension.ts';
import { loadLanguageClient } from './load-language-client.ts';

export const { activate, deactivate } = extensionWith((context) => {
  const serverModule = context.asAbsolutePath('dist/server.js');
  return (listener) => loadLanguageClient().createLanguageClient(serverModule, listener);
});
