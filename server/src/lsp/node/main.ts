/** The language server as a program: the transport is named by `--stdio`, `--node-ipc` or `--socket=PORT`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { editorFiles } from '../editor-files.ts';
import { createServer } from '../server.ts';
import { diskEnvironment } from './disk-environment.ts';

const connection = createConnection(ProposedFeatures.all);
createServer(connection, diskEnvironment(editorFiles(connection)));
connection.listen();
