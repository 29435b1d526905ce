import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CodeLens,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { FORECAST_NOTIFICATION } from '../../../server/src/lsp/protocol/requests.ts';
import { ENTRY, workload } from './workload.ts';

/** The switches, beside each lens. */
const GEAR = '$(gear)';

/** What the extension's server for Node says above the same entry in a folder on the disk. */
export const lensesInNode = async (extension: string): Promise<readonly string[]> => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'workload-')));
  for (const [name, text] of Object.entries(workload)) writeFileSync(path.join(folder, name), text);
  const server = spawn(process.execPath, [path.join(extension, 'dist/server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  try {
    const forecast = new Promise((heard) => connection.onNotification(FORECAST_NOTIFICATION, heard));
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'workload' }],
      initializationOptions: { lensCommands: true },
      capabilities: {},
    });
    await connection.sendNotification('initialized', {});
    const uri = pathToFileURL(path.join(folder, ENTRY)).href;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'javascript', version: 1, text: workload[ENTRY] },
    });
    await forecast;
    const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    const resolved = await Promise.all(
      lenses.map((lens) => connection.sendRequest<CodeLens>('codeLens/resolve', lens)),
    );
    return resolved.map(({ command }) => command?.title ?? '').filter((title) => title !== GEAR);
  } finally {
    connection.dispose();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};
