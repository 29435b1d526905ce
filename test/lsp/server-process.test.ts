import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { defaultConfiguration } from '../../server/src/configuration/configuration.ts';
import { predictionThread } from '../../server/src/lsp/node/prediction-thread.ts';
import { type StartThread, ThreadPredictor } from '../../server/src/lsp/predictions/thread-predictor.ts';
import { systemClock } from '../../server/src/lsp/scheduling/clock.ts';
import { processGone } from '../process-gone.ts';

/** What only a real process shows: how the server ends, and that it always does. Needs `npm run build`. */
const SERVER = path.resolve(import.meta.dirname, '../../dist/server.js');
const PREDICTION_WORKER = path.resolve(import.meta.dirname, '../../dist/prediction-worker.js');
const EDITOR = path.join(import.meta.dirname, 'editor-process.cjs');
const URI = 'file:///workload.js';
/** Takes the analysis long, yet only its own thread. */
const LONG_WORKLOAD = `// @migrate approve
export function f(n) { const a = new Float64Array(1 << 20); for (let i = 0; i < n; i++) a[(i * 7919) % a.length] += i; return a; }
${Array.from({ length: 300 }, (_, i) => `export function g${i}(n) { return f(n * ${i}); } g${i}(1e6);`).join('\n')}
`;
/** Takes a hundred MiB and more to analyse. */
const LARGE_WORKLOAD = Array.from(
  { length: 20_000 },
  (_, i) => `export function g${i}(n) { for (let i = 0; i < n; i++) console.log(n + i); return [n]; }\n`,
).join('');

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const kept = <Child extends ChildProcess>(child: Child): Child => {
  children.push(child);
  return child;
};

interface Served {
  readonly server: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly stderr: () => string;
}

/** The server over standard streams, initialized by an editor with the given process id. */
const serve = async (processId: number | null): Promise<Served> => {
  expect(existsSync(SERVER), 'dist/server.js is there: run `npm run build` first').toBe(true);
  const server = kept(spawn(process.execPath, [SERVER, '--stdio'], { stdio: 'pipe' }));
  let stderr = '';
  server.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onError(() => {});
  connection.listen();
  await connection.sendRequest('initialize', { processId, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  return { server, connection, stderr: () => stderr };
};

const open = (connection: ProtocolConnection, text: string): Promise<void> =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: URI, languageId: 'javascript', version: 1, text },
  });

describe('the server ends', () => {
  test('in order when it is told to, in the midst of a prediction', async () => {
    const { server, connection, stderr } = await serve(process.pid);
    await open(connection, LONG_WORKLOAD);
    await connection.sendRequest('migrationTags/ping', null);
    const ended = once(server, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toEqual([0, null]);
    expect(stderr()).toBe('');
  });

  test('with a failure when it is told to exit without a shutdown', async () => {
    const { server, connection } = await serve(process.pid);
    const ended = once(server, 'exit');
    await connection.sendNotification('exit');
    expect(await ended).toEqual([1, null]);
  });

  test('when its input ends', async () => {
    const { server, connection } = await serve(null);
    await open(connection, LONG_WORKLOAD);
    const ended = once(server, 'exit');
    server.stdin?.end();
    await ended;
  });

  test('when the process that it was given as its editor’s is gone, though its input stays open', async () => {
    const editor = kept(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }));
    const { server } = await serve(editor.pid ?? null);
    const ended = once(server, 'exit');
    editor.kill('SIGKILL');
    expect(await ended).toEqual([1, null]);
  });

  test.each(['--stdio', '--node-ipc'])('when its editor is killed, over %s', async (transport) => {
    const editor = kept(fork(EDITOR, [SERVER, transport], { stdio: 'ignore' }));
    const [server] = await once(editor, 'message');
    editor.kill('SIGKILL');
    await processGone(server);
  });
});

describe('the server goes on', () => {
  test('after messages that are no messages', async () => {
    const { server, connection, stderr } = await serve(process.pid);
    const body = '{ "jsonrpc": "2.0", ';
    server.stdin?.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    for (const message of ['[]', 'null', '7', '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":1,"method":7}']) {
      server.stdin?.write(`Content-Length: ${message.length}\r\n\r\n${message}`);
    }
    const ping = await connection.sendRequest('migrationTags/ping', null);
    expect(ping).toEqual({ processId: server.pid });
    expect(stderr()).toBe('');
  });
});

test('a thread that runs out of memory fails its question, and the next question has another thread', async () => {
  // Enough to load the analysis, and not enough for the first file.
  const heapsMiB = [64, 2048];
  const start: StartThread = (listener) =>
    predictionThread(PREDICTION_WORKER, heapsMiB.shift() ?? 0)(listener);
  const noFiles = {
    readText: async () => null,
    readDirectory: async () => null,
    fileBytes: async () => null,
  };
  const predictor = new ThreadPredictor(start, systemClock, noFiles);
  const forecast = (file: string) =>
    predictor.forecast(file, defaultConfiguration, new CancellationTokenSource().token);
  predictor.setText('/first.js', LARGE_WORKLOAD);
  predictor.setText('/second.js', 'export function f() {}\n');
  await expect(forecast('/first.js')).rejects.toThrow(/memory/);
  expect(await forecast('/second.js')).toMatchObject({ reports: expect.any(Array) });
  expect(heapsMiB).toEqual([]);
  predictor.dispose();
});
