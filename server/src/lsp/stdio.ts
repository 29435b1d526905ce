import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskEnvironment } from './disk-environment.ts';
import { createServer } from './server.ts';

/** Serves one editor over this process's standard streams, until the editor ends the session. */
export const startStdioServer = (): void => {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  createServer(connection, diskEnvironment());
  connection.listen();
};
