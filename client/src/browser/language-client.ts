import { Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import type { StartMessage } from '../../../server/src/lsp/browser/start-message.ts';
import {
  CLIENT_ID,
  CLIENT_NAME,
  clientOptions,
  type ServerListener,
  tellStates,
} from '../language-client.ts';

/** Runs the server's bundle as a web worker. */
export const createLanguageClient = (bundles: Uri, listener: ServerListener): LanguageClient => {
  let worker: Worker | null = null;
  const start = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(Uri.joinPath(bundles, 'browser/server.js').toString(true), { name: CLIENT_NAME });
    worker.postMessage({ bundles: bundles.toString(true) } satisfies StartMessage);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  const end = (): void => {
    worker?.terminate();
    worker = null;
  };
  const client = new LanguageClient(CLIENT_ID, CLIENT_NAME, start, clientOptions(listener));
  tellStates(client, {
    ...listener,
    onState: (state) => {
      // Unlike a process, a worker does not end by itself.
      if (state === 'stopped') end();
      listener.onState(state);
    },
  });
  return client;
};
