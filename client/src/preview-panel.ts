import { type Message, say } from '@migration-tags/simulator';
import {
  Disposable,
  type ExtensionContext,
  Range,
  RelativePattern,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { Position } from 'vscode-languageclient';
import { uriOfPath } from '../../server/src/lsp/protocol/paths.ts';
import type { EntryPreview } from '../../server/src/lsp/protocol/requests.ts';
import type { PreviewDocument } from '../../server/src/preview/preview-document.ts';
import { embeddableJson, reportPage, TRANSLATION_ELEMENT } from '../../server/src/preview/report-page.ts';
import { nameOf } from '../../server/src/source/file-path.ts';
import type { ExportKind, HostMessage, PageMessage } from '../webview/messages.ts';
import type { ServerConnection } from './server-connection.ts';
import type { TagEdits } from './tag-edits.ts';
import { translate, translation } from './words.ts';

export const PREVIEW_VIEW_TYPE = 'migrationTags.preview';

/** Where the last previewed file is remembered for a panel that the editor restores. */
const LAST_FILE = 'preview.lastFile';

/** The preview of one entry file beside its source; one panel, which follows the file it was last asked for. */
export class PreviewPanel implements Disposable {
  readonly #context: ExtensionContext;
  readonly #server: ServerConnection;
  readonly #tags: TagEdits;
  readonly #subscriptions: Disposable[] = [];
  #panel: WebviewPanel | null = null;
  #uri: Uri | null = null;
  /** Of the file on the disk: what changes it outside of the editor tells nobody else while no tab shows it. */
  #watcher: Disposable | null = null;
  #pageIsReady = false;
  /** URI of what the page has a preview of. */
  #shown: string | null = null;
  /** URIs of the source files on which that preview rests. */
  #restsOn: ReadonlySet<string> = new Set();
  /** The place to bring into view once the page has the numbers. */
  #focus: Position | null = null;

  constructor(context: ExtensionContext, server: ServerConnection, tags: TagEdits) {
    this.#context = context;
    this.#server = server;
    this.#tags = tags;
    this.#subscriptions.push(
      server.onForecast((uri) => {
        if (this.#mayRestOn(uri)) void this.#load();
      }),
      server.onStateChanged((state) => {
        if (state === 'running') void this.#load();
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#restsOn.has(document.uri.toString())) void this.#post({ type: 'stale' });
      }),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#follow(oldUri, newUri);
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        if (files.some((gone) => this.#isWithin(gone))) void this.#load();
      }),
      window.registerWebviewPanelSerializer(PREVIEW_VIEW_TYPE, {
        deserializeWebviewPanel: async (panel) => {
          const last = context.workspaceState.get<string>(LAST_FILE);
          if (last === undefined) panel.dispose();
          else this.#adopt(panel, Uri.parse(last));
        },
      }),
    );
  }

  /** Shows the preview of the file, with the entity at the position in view. */
  show(uri: Uri, focus: Position | null): void {
    this.#focus = focus;
    if (this.#panel) {
      this.#turnTo(uri);
      this.#panel.reveal(undefined, true);
      void this.#load();
      return;
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.#adopt(window.createWebviewPanel(PREVIEW_VIEW_TYPE, translate(say`Migration Preview`), column), uri);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#watcher?.dispose();
    Disposable.from(...this.#subscriptions).dispose();
  }

  #adopt(panel: WebviewPanel, uri: Uri): void {
    this.#panel = panel;
    this.#turnTo(uri);
    this.#shown = null;
    this.#pageIsReady = false;
    const dist = Uri.joinPath(this.#context.extensionUri, 'dist');
    panel.iconPath = Uri.joinPath(this.#context.extensionUri, 'media/icon.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.onDidDispose(() => {
      this.#panel = null;
      this.#watcher?.dispose();
      this.#watcher = null;
    });
    panel.webview.onDidReceiveMessage((message: PageMessage) => this.#hear(message));
    panel.webview.html = pageHtml(panel.webview, dist);
  }

  /** From now on the preview is of this file. */
  #turnTo(uri: Uri): void {
    this.#uri = uri;
    void this.#context.workspaceState.update(LAST_FILE, uri.toString());
    this.#watcher?.dispose();
    const name = new RelativePattern(Uri.joinPath(uri, '..'), nameOf(uri.path));
    const watcher = workspace.createFileSystemWatcher(name);
    const load = (): void => void this.#load();
    this.#watcher = Disposable.from(
      watcher,
      watcher.onDidCreate(load),
      watcher.onDidChange(load),
      watcher.onDidDelete(load),
    );
  }

  /** The file moves, or a folder that it lies in. */
  #follow(from: Uri, to: Uri): void {
    if (this.#uri === null || !this.#isWithin(from)) return;
    this.#turnTo(to.with({ path: to.path + this.#uri.path.slice(from.path.length) }));
    void this.#load();
  }

  #isWithin(place: Uri): boolean {
    const entry = this.#uri;
    return (
      entry?.scheme === place.scheme &&
      entry.authority === place.authority &&
      (entry.path === place.path || entry.path.startsWith(`${place.path}/`))
    );
  }

  async #hear(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#pageIsReady = true;
        return this.#load();
      case 'reveal':
        return this.#reveal(message.file, message.start);
      case 'toggleTag': {
        const uri = this.#uriOf(message.file).toString();
        const place = { uri, position: message.start };
        return message.tag === null ? this.#tags.remove(place) : this.#tags.add(place, message.tag);
      }
      case 'export':
        return this.#save(message.name, message.data, message.kind);
    }
  }

  async #load(): Promise<void> {
    const uri = this.#uri;
    if (!this.#panel || uri === null || !this.#pageIsReady) return;
    const name = nameOf(uri.path);
    this.#panel.title = translate(say`Preview ${name}`);
    if (this.#shown !== uri.toString())
      await this.#post({ type: 'nothing', why: translate(say`Looking at what ${name} does\u2026`) });
    const answer = await this.#ask(uri);
    // Another file was asked for meanwhile; or the server comes up again, and then there will be an answer.
    if (uri !== this.#uri || this.#server.state !== 'running') return;
    if (!('preview' in answer)) {
      this.#shown = null;
      this.#restsOn = new Set();
      return this.#post({ type: 'nothing', why: translate(answer) });
    }
    const { preview, restsOn } = answer;
    this.#shown = uri.toString();
    this.#restsOn = new Set(restsOn.map((file) => Uri.parse(file).toString()));
    await this.#post({ type: 'show', preview });
    if (this.#focus) await this.#post({ type: 'focus', file: preview.entry, start: this.#focus });
    this.#focus = null;
  }

  /** The forecast of an open entry follows those of all files that its program uses. */
  #mayRestOn(uri: string): boolean {
    const entry = this.#uri?.toString();
    return uri === entry || !workspace.textDocuments.some((document) => document.uri.toString() === entry);
  }

  /** The preview, or why there is none. */
  async #ask(uri: Uri): Promise<EntryPreview | Message> {
    const name = nameOf(uri.path);
    try {
      // The server previews open files; a restored panel may be the first to name this one.
      await workspace.openTextDocument(uri);
    } catch {
      return say`There is no preview of ${name}: it cannot be opened; it may have been deleted or moved.`;
    }
    const preview = await this.#server.ask('migrationTags/preview', { uri: uri.toString() });
    return (
      preview ??
      say`There is no preview of ${name}: it is no TypeScript or JavaScript, or its analysis failed; then the log says why.`
    );
  }

  async #post(message: HostMessage): Promise<void> {
    if (this.#pageIsReady) await this.#panel?.webview.postMessage(message);
  }

  async #reveal(file: string, { line, character }: Position): Promise<void> {
    const selection = new Range(line, character, line, character);
    await window.showTextDocument(this.#uriOf(file), { viewColumn: ViewColumn.One, selection });
  }

  async #save(name: string, data: string, kind: ExportKind): Promise<void> {
    const content =
      kind === 'png' ? bytesOfBase64(data) : utf8.encode(kind === 'html' ? await this.#report(data) : data);
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const target = await window.showSaveDialog(folder ? { defaultUri: Uri.joinPath(folder, name) } : {});
    if (target) await workspace.fs.writeFile(target, content);
  }

  /** The page as one file that opens in any browser: what `preview --html` writes. */
  async #report(preview: string): Promise<string> {
    const read = async (name: string): Promise<string> =>
      new TextDecoder().decode(
        await workspace.fs.readFile(Uri.joinPath(this.#context.extensionUri, 'dist', name)),
      );
    const [script, styles] = await Promise.all([read('preview-page.js'), read('preview-page.css')]);
    const document: PreviewDocument = JSON.parse(preview);
    return reportPage(document, { script, styles }, translation);
  }

  /** Files of a preview are named relative to the entry's workspace folder. */
  #uriOf(file: string): Uri {
    const entry = this.#uri;
    if (entry === null) throw new Error('No preview is shown.');
    if (ABSOLUTE.test(file)) return Uri.parse(uriOfPath(file));
    return Uri.joinPath(workspace.getWorkspaceFolder(entry)?.uri ?? Uri.joinPath(entry, '..'), file);
  }
}

/** On a disk, with or without drives, or on another file system (server/src/lsp/protocol/paths.ts). */
const ABSOLUTE = /^(?:\/|[A-Za-z]:\/|[a-z][a-z0-9+.-]+:\/\/)/;

const utf8 = new TextEncoder();

const bytesOfBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const pageHtml = (webview: Webview, dist: Uri): string => {
  const nonce = crypto.randomUUID();
  const resource = (name: string): Uri => webview.asWebviewUri(Uri.joinPath(dist, name));
  // Charts set inline styles; images are the pictures that the page exports.
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `img-src ${webview.cspSource} data: blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${translation.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${translate(say`Migration Preview`)}</title>
<link rel="stylesheet" href="${resource('preview-page.css')}">
</head>
<body>
<main id="preview"></main>
<script type="application/json" id="${TRANSLATION_ELEMENT}">${embeddableJson(translation)}</script>
<script nonce="${nonce}" src="${resource('preview-page.js')}"></script>
</body>
</html>`;
};
