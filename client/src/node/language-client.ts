import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import {
  CLIENT_ID,
  CLIENT_NAME,
  clientOptions,
  type ServerListener,
  tellStates,
} from '../language-client.ts';

/** Runs the server's bundle as a process of its own. */
export const createLanguageClient = (serverModule: string, listener: ServerListener): LanguageClient => {
  const run = { module: serverModule, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  const client = new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug }, clientOptions(listener));
  tellStates(client, listener);
  return client;
};
