import { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type CodeLens,
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createAnalyzer } from '../../src/analysis/index.ts';
import { defaultConfiguration } from '../../src/configuration/configuration.ts';
import { editorFiles } from '../../src/lsp/documents/editor-files.ts';
import { syntaxReader } from '../../src/lsp/documents/syntax-reader.ts';
import { VirtualFiles } from '../../src/lsp/documents/virtual-files.ts';
import { predictionAnswers } from '../../src/lsp/predictions/prediction-answers.ts';
import { type StartThread, ThreadPredictor } from '../../src/lsp/predictions/thread-predictor.ts';
import type { DirectoryEntries } from '../../src/lsp/protocol/client-requests.ts';
import { type FileParams, FORECAST_NOTIFICATION } from '../../src/lsp/protocol/requests.ts';
import { systemClock } from '../../src/lsp/scheduling/clock.ts';
import { createServer } from '../../src/lsp/server.ts';

const ROOT = 'memfs://host/work%20load';

const MAIN = `import { grid } from './grid.mjs';
// @migrate approve
export async function rest() { grid[0] = 1; await new Promise((wake) => setTimeout(wake, 5000)); }
await rest();`;

/** What the client's own file system holds, by URI. */
const FILES: Readonly<Record<string, string>> = {
  [`${ROOT}/main.mjs`]: MAIN,
  [`${ROOT}/grid.mjs`]: 'export const grid = new Float64Array(1 << 16);',
  [`${ROOT}/migration-tags.json`]: '{ "link": { "bandwidth": "10Gbit/s" } }',
};

const { runtime } = defaultConfiguration;

/** A thread that is none: the same answers, in the same process. */
const inProcess: StartThread = ({ onMessage }) => {
  const virtualFiles = new VirtualFiles();
  const analyzer = createAnalyzer(virtualFiles, runtime);
  const hear = predictionAnswers({ analyzer, runtime, virtualFiles, say: onMessage });
  return { postMessage: hear, terminate: () => analyzer.dispose() };
};

const oneWay = (): Duplex =>
  new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      this.push(chunk);
      done();
    },
  });

const open: ProtocolConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.dispose();
});

/** A client that has the files, before it has opened one. */
const connect = async (asked: string[] = []): Promise<ProtocolConnection> => {
  const [toServer, toClient] = [oneWay(), oneWay()];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const files = editorFiles(server);
  createServer(server, {
    ...syntaxReader(() => createAnalyzer(new VirtualFiles(), runtime)),
    startPredictor: () => new ThreadPredictor(inProcess, systemClock, files),
    readText: (path) => files.readText(path),
    clock: systemClock,
    processId: null,
  });
  server.listen();
  const client = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  open.push(client);
  client.onRequest('migrationTags/readText', ({ uri }: FileParams) => {
    asked.push(uri);
    return FILES[uri] ?? null;
  });
  client.onRequest('migrationTags/readDirectory', ({ uri }: FileParams): DirectoryEntries | null => {
    asked.push(uri);
    const inside = Object.keys(FILES).flatMap((file) =>
      file.startsWith(`${uri}/`) ? [file.slice(uri.length + 1)] : [],
    );
    return inside.length === 0 ? null : { files: inside, directories: [] };
  });
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: ROOT, name: 'work load' }],
    initializationOptions: { lensCommands: true },
    capabilities: {},
  });
  await client.sendNotification('initialized', {});
  return client;
};

const forecastOfMain = async (client: ProtocolConnection): Promise<readonly string[]> => {
  const uri = `${ROOT}/main.mjs`;
  const forecast = new Promise((heard) => client.onNotification(FORECAST_NOTIFICATION, heard));
  const textDocument = { uri, languageId: 'javascript', version: 1, text: MAIN };
  await client.sendNotification('textDocument/didOpen', { textDocument });
  await forecast;
  const lenses = await client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const resolved = await Promise.all(
    lenses.map((lens) => client.sendRequest<CodeLens>('codeLens/resolve', lens)),
  );
  return resolved.map(({ command }) => command?.title ?? '');
};

describe('a folder on no disk', () => {
  test('is read through the client: imports, their directory and the configuration', async () => {
    const asked: string[] = [];
    const titles = await forecastOfMain(await connect(asked));
    expect(titles).toContainEqual(expect.stringMatching(/^approve · downtime \d/));
    const above = 'memfs://host/migration-tags.json';
    expect(new Set(asked)).toEqual(new Set([ROOT, `${ROOT}/grid.mjs`, `${ROOT}/migration-tags.json`, above]));
  });

  test('has files named within it in the preview', async () => {
    const client = await connect();
    await forecastOfMain(client);
    const answer = await client.sendRequest('migrationTags/preview', { uri: `${ROOT}/main.mjs` });
    expect(answer).toMatchObject({
      preview: { entry: 'main.mjs' },
      restsOn: expect.arrayContaining([`${ROOT}/main.mjs`, `${ROOT}/grid.mjs`]),
    });
  });
});
