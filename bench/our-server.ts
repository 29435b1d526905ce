import path from 'node:path';
import {
  type CodeLens,
  createProtocolConnection,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type FileParams, FORECAST_NOTIFICATION } from '../server/src/lsp/protocol/requests.ts';
import { MeasuredChild } from './measured-child.ts';
import type { TypedText } from './tsserver.ts';

/** Every surface on: those that are off by default too. */
const SETTINGS = { inlayHints: { enabled: true }, gutter: { enabled: true } };

/** Answers that nobody waits for any more when the server is ended. */
const ended = (): void => {};

/** The lines of a file that an editor shows. */
interface Shown {
  readonly file: string;
  readonly range: Range;
}

/** Our server, driven as VS Code drives it. */
export class OurServer {
  readonly child: MeasuredChild;
  readonly #connection: ProtocolConnection;
  readonly #versions = new Map<string, number>();
  #shown: Shown | null = null;
  readonly #forecastWaiters: (() => void)[] = [];

  /** `bundles`: the folder that the server was built into. */
  constructor(bundles: string) {
    this.child = new MeasuredChild([path.join(bundles, 'server.js'), '--stdio']);
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.child.output),
      new StreamMessageWriter(this.child.input),
    );
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('workspace/configuration', () => [SETTINGS]);
    this.#onRefresh('codeLens', ({ file, range }) => this.lenses(file, range));
    this.#onRefresh('inlayHint', (shown) => this.#hints(shown));
    this.#onRefresh('diagnostic', ({ file }) => this.#ask('textDocument/diagnostic', file));
    this.#connection.onNotification(FORECAST_NOTIFICATION, ({ uri }: FileParams) => {
      for (const forecast of this.#forecastWaiters.splice(0)) forecast();
      this.#connection.sendRequest('migrationTags/marks', { uri }).catch(ended);
    });
    this.#connection.listen();
  }

  async start(folder: string): Promise<void> {
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: `file://${folder}`,
      workspaceFolders: [{ uri: `file://${folder}`, name: 'bench' }],
      initializationOptions: { lensCommands: true },
      capabilities: {
        workspace: {
          configuration: true,
          codeLens: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
          diagnostics: { refreshSupport: true },
        },
        textDocument: {
          diagnostic: {},
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
            dataSupport: true,
            resolveSupport: { properties: ['edit'] },
          },
        },
      },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  async open(file: string, text: string): Promise<void> {
    this.#versions.set(file, 1);
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: `file://${file}`, languageId: 'typescript', version: 1, text },
    });
  }

  async type(file: string, { line, offset, text }: TypedText): Promise<void> {
    const version = (this.#versions.get(file) ?? 0) + 1;
    this.#versions.set(file, version);
    const position = { line: line - 1, character: offset - 1 };
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: `file://${file}`, version },
      contentChanges: [{ range: { start: position, end: position }, text }],
    });
  }

  /** Resolves at the next new numbers. */
  forecast(): Promise<void> {
    return new Promise((heard) => this.#forecastWaiters.push(heard));
  }

  /** The lenses of all the file; those in the lines shown, with their words. */
  async lenses(file: string, shown: Range): Promise<readonly CodeLens[]> {
    const textDocument = { uri: `file://${file}` };
    const lenses = await this.#connection.sendRequest<CodeLens[] | null>('textDocument/codeLens', {
      textDocument,
    });
    const inSight = (lenses ?? []).filter(
      ({ range }) => shown.start.line <= range.start.line && range.start.line <= shown.end.line,
    );
    return Promise.all(
      inSight.map(async (lens) =>
        lens.command ? lens : this.#connection.sendRequest<CodeLens>('codeLens/resolve', lens),
      ),
    );
  }

  /** A question that takes no work: what the way to the server and back costs. */
  async ping(): Promise<void> {
    await this.#connection.sendRequest('migrationTags/ping', {});
  }

  /** What VS Code asks once a file is open or has changed, every surface on; hints are asked for the lines shown. */
  async look(file: string, range: Range): Promise<void> {
    this.#shown = { file, range };
    await Promise.all([
      this.#ask('textDocument/diagnostic', file),
      this.lenses(file, range),
      this.#hints(this.#shown),
      this.#ask('textDocument/foldingRange', file),
      this.#ask('textDocument/documentSymbol', file),
      this.#ask('textDocument/codeAction', file, {
        range: { start: range.start, end: range.start },
        context: { diagnostics: [] },
      }),
    ]);
  }

  #hints({ file, range }: Shown): Promise<unknown> {
    return this.#ask('textDocument/inlayHint', file, { range });
  }

  #ask(method: string, file: string, more = {}): Promise<unknown> {
    return this.#connection.sendRequest(method, { textDocument: { uri: `file://${file}` }, ...more });
  }

  /** Asks again for what is shown, as VS Code does. */
  #onRefresh(kind: string, ask: (shown: Shown) => Promise<unknown>): void {
    this.#connection.onRequest(`workspace/${kind}/refresh`, () => {
      if (this.#shown) ask(this.#shown).catch(ended);
      return null;
    });
  }

  async end(): Promise<void> {
    this.#connection.dispose();
    await this.child.end();
  }
}
