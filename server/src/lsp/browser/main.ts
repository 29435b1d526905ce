/** The language server as a web worker. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { editorFiles } from '../documents/editor-files.ts';
import { createServer } from '../server.ts';
import { onStartMessage } from './start-message.ts';
import { webEnvironment } from './web-environment.ts';

onStartMessage(({ bundles }) => {
  const connection = createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(self),
    new BrowserMessageWriter(self),
  );
  createServer(connection, webEnvironment(editorFiles(connection), bundles));
  connection.listen();
});
