import { Duplex } from 'node:stream';
import type { Translation } from '@migration-tags/simulator';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  FileChangeType,
  type GlobPattern,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { OutlineCache } from '../../src/analysis/frontend/outline.ts';
import type { Predictor } from '../../src/lsp/predictions/predictor.ts';
import { createServer } from '../../src/lsp/server.ts';
import { readTags } from '../../src/tags/index.ts';
import { ManualClock } from './manual-clock.ts';
import { type Script, ScriptedPredictor } from './scripted-predictor.ts';

export interface EditorOptions {
  /** What is predicted, by entity name. */
  readonly script?: Script;
  /** In place of the script. */
  readonly predictor?: Predictor;
  /** Files on the disk that the server sees, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: unknown;
  readonly capabilities?: ClientCapabilities;
  /** Paths of the workspace folders; `null`: the editor has no folder open. */
  readonly folders?: readonly string[] | null;
  /** It fails whatever the server asks of it. */
  readonly refuses?: boolean;
  /** `not ready`: it has not said `initialized` yet; `ready()` says it. */
  readonly initially?: 'ready' | 'not ready';
  /** It is this project's VS Code client. */
  readonly lensCommands?: boolean;
  /** It shows images in Markdown. */
  readonly markdownImages?: boolean;
  /** What it knows of the server's sentences in its own language. */
  readonly translation?: Translation;
}

const FULL_CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    signatureHelp: { signatureInformation: { documentationFormat: ['markdown', 'plaintext'] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

export const WORKSPACE = '/workspace';

interface RegistrationParams {
  readonly registrations: readonly {
    readonly registerOptions?: { readonly watchers?: readonly { readonly globPattern: GlobPattern }[] };
  }[];
}

/** An editor as the server sees one, in the same process: what a user does is a method, what they see its result. */
export class Editor {
  readonly clock = new ManualClock();
  readonly predictor: ScriptedPredictor;
  readonly connection: ProtocolConnection;
  readonly published = new Map<string, readonly Diagnostic[]>();
  readonly log: string[] = [];
  readonly messages: string[] = [];
  readonly applied: unknown[] = [];
  readonly files: Map<string, string>;
  initialized: InitializeResult = { capabilities: {} };
  /** Methods of what the server asked of the editor. */
  readonly askedByServer: string[] = [];
  settings: unknown;
  lensRefreshes = 0;
  /** Patterns of the files that the server wants to hear of. */
  readonly watched: string[] = [];

  private constructor(options: EditorOptions) {
    this.predictor = new ScriptedPredictor(options.script ?? {});
    this.files = new Map(Object.entries(options.files ?? {}));
    this.settings = options.settings ?? {};
    const [toServer, toClient] = [oneWay(), oneWay()];
    const outlines = new OutlineCache();
    const serverConnection = createConnection(
      new StreamMessageReader(toServer),
      new StreamMessageWriter(toClient),
    );
    createServer(serverConnection, {
      readSyntax: (path, text) => {
        const outline = outlines.outline(path, text);
        return { outline, sheet: readTags(outline) };
      },
      forgetSyntax: (path) => outlines.forget(path),
      startPredictor: () => options.predictor ?? this.predictor,
      readText: async (path) => this.files.get(path) ?? null,
      clock: this.clock,
      processId: null,
    });
    serverConnection.listen();
    this.connection = createProtocolConnection(
      new StreamMessageReader(toClient),
      new StreamMessageWriter(toServer),
    );
    this.#answerServer(options.refuses ?? false);
    this.connection.listen();
  }

  static async start(options: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(options);
    const { folders = [WORKSPACE] } = options;
    editor.initialized = await editor.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: folders?.map((path) => ({ uri: `file://${path}`, name: path })) ?? null,
      capabilities: options.capabilities ?? FULL_CAPABILITIES,
      initializationOptions: {
        lensCommands: options.lensCommands ?? true,
        markdownImages: options.markdownImages ?? false,
        ...(options.translation ? { translation: options.translation } : {}),
      },
    });
    if (options.initially !== 'not ready') await editor.ready();
    return editor;
  }

  async ready(): Promise<void> {
    await this.connection.sendNotification('initialized', {});
    await this.settled();
  }

  /** All messages on their way have been read and answered. */
  async settled(): Promise<void> {
    for (let round = 0; round < 3; round++) await this.connection.sendRequest('migrationTags/ping', null);
  }

  /** The user pauses, and the predictions that waited for it arrive. */
  async pause(milliseconds = 1000): Promise<void> {
    await this.settled();
    this.clock.pass(milliseconds);
    await this.settled();
  }

  async open(name: string, text: string, languageId = 'typescript'): Promise<EditorDocument> {
    return this.openUri(uriOf(name), text, languageId);
  }

  async openUri(uri: string, text: string, languageId = 'typescript'): Promise<EditorDocument> {
    const document = new EditorDocument(this, TextDocument.create(uri, languageId, 1, text));
    const textDocument = { uri: document.uri, languageId, version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return document;
  }

  /** A document without telling the server of it. */
  documentAt(name: string, text: string, languageId: string): EditorDocument {
    return new EditorDocument(this, TextDocument.create(uriOf(name), languageId, 1, text));
  }

  async changeSettings(settings: unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await this.settled();
  }

  /** A file on the disk changes outside the editor. */
  async changeFile(path: string, text: string): Promise<void> {
    this.files.set(path, text);
    await this.#fileEvent(path, FileChangeType.Changed);
  }

  async createFile(path: string, text: string): Promise<void> {
    this.files.set(path, text);
    await this.#fileEvent(path, FileChangeType.Created);
  }

  async deleteFile(path: string): Promise<void> {
    this.files.delete(path);
    await this.#fileEvent(path, FileChangeType.Deleted);
  }

  async #fileEvent(path: string, type: FileChangeType): Promise<void> {
    const changes = [{ uri: `file://${path}`, type }];
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await this.settled();
  }

  #answerServer(refuses: boolean): void {
    const { connection } = this;
    const answer = <Params>(method: string, result: (params: Params) => unknown): void => {
      connection.onRequest(method, (params: Params) => {
        this.askedByServer.push(method);
        if (refuses) throw new Error(`${method} is refused.`);
        return result(params);
      });
    };
    answer('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => this.settings),
    );
    answer('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const { registerOptions } of registrations)
        for (const { globPattern } of registerOptions?.watchers ?? [])
          this.watched.push(patternText(globPattern));
      return null;
    });
    answer('workspace/diagnostic/refresh', () => null);
    answer('workspace/codeLens/refresh', () => {
      this.lensRefreshes += 1;
      return null;
    });
    answer('workspace/applyEdit', ({ edit }: { edit: unknown }) => {
      this.applied.push(edit);
      return { applied: true };
    });
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.published.set(uri, diagnostics);
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.messages.push(message);
    });
  }
}

const uriOf = (name: string): string => `file://${WORKSPACE}/${name}`;

/** One open file. Places are given as the text at them. */
export class EditorDocument {
  readonly #editor: Editor;
  #document: TextDocument;

  constructor(editor: Editor, document: TextDocument) {
    this.#editor = editor;
    this.#document = document;
  }

  get uri(): string {
    return this.#document.uri;
  }

  get text(): string {
    return this.#document.getText();
  }

  async replace(found: string, replacement: string): Promise<void> {
    await this.splice(this.text.indexOf(found), found.length, replacement);
  }

  async splice(start: number, removed: number, inserted: string): Promise<void> {
    const range = {
      start: this.#document.positionAt(start),
      end: this.#document.positionAt(start + removed),
    };
    const contentChanges = [{ range, text: inserted }];
    const version = this.#document.version + 1;
    this.#document = TextDocument.update(this.#document, contentChanges, version);
    const textDocument = { uri: this.uri, version };
    await this.#editor.connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges,
    });
  }

  async close(): Promise<void> {
    await this.#editor.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.uri },
    });
  }

  async diagnosticReport(previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri: this.uri }, ...(previousResultId ? { previousResultId } : {}) };
    return this.#editor.connection.sendRequest('textDocument/diagnostic', params);
  }

  async diagnostics(): Promise<readonly Diagnostic[]> {
    const report = await this.diagnosticReport();
    if (report.kind !== 'full') throw new Error('Expected a full report.');
    return report.items;
  }

  /** `LINE: title` of each resolved lens. */
  async lenses(): Promise<readonly string[]> {
    const lenses = await this.rawLenses();
    const resolved = await Promise.all(
      lenses.map(async (lens) =>
        lens.command ? lens : this.#editor.connection.sendRequest<CodeLens>('codeLens/resolve', lens),
      ),
    );
    return resolved
      .filter(({ command }) => command?.title !== '$(gear)')
      .map(({ range, command }) => `${range.start.line}: ${command?.title}`);
  }

  async rawLenses(): Promise<readonly CodeLens[]> {
    const params = { textDocument: { uri: this.uri } };
    return (
      (await this.#editor.connection.sendRequest<CodeLens[] | null>('textDocument/codeLens', params)) ?? []
    );
  }

  async hover(found: string): Promise<Hover | null> {
    const params = { textDocument: { uri: this.uri }, position: this.rangeOf(found).start };
    return this.#editor.connection.sendRequest('textDocument/hover', params);
  }

  async actions(found: string, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only ? { only } : {}) };
    const params = { textDocument: { uri: this.uri }, range: this.rangeOf(found), context };
    return (
      (await this.#editor.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', params)) ??
      []
    );
  }

  /** Any request about a place in the document. */
  async ask<Result>(method: string, found: string, more: object = {}): Promise<Result> {
    const { end } = this.rangeOf(found);
    const params = {
      textDocument: { uri: this.uri },
      position: end,
      range: this.rangeOf(this.text),
      ...more,
    };
    return this.#editor.connection.sendRequest<Result>(method, params);
  }

  /** The text as it would be after an edit of the server's. */
  after(edit: CodeAction['edit'] | null): string {
    return TextDocument.applyEdits(this.#document, edit?.changes?.[this.uri] ?? []);
  }

  rangeOf(found: string): Range {
    const start = this.text.indexOf(found);
    if (start < 0) throw new Error(`The document does not hold ${JSON.stringify(found)}.`);
    return {
      start: this.#document.positionAt(start),
      end: this.#document.positionAt(start + found.length),
    };
  }

  textAt(range: Range): string {
    return this.#document.getText(range);
  }
}

const patternText = (pattern: GlobPattern): string =>
  typeof pattern === 'string' ? pattern : `${String(pattern.baseUri)}: ${pattern.pattern}`;

/** What is written at one end is read at the other. */
const oneWay = (): Duplex =>
  new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      this.push(chunk);
      done();
    },
  });
