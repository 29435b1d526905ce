import { Disposable, EventEmitter, type Uri, workspace } from 'vscode';
import type { ScanProgress } from '../../server/src/lsp/protocol/requests.ts';
import { SCAN_LIMIT } from '../../server/src/lsp/settings/settings-table.ts';
import { isTaggablePath } from '../../server/src/source/file-path.ts';
import type { ServerConnection } from './server-connection.ts';

const SOURCES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
/** What is installed or generated; the editor's own `files.exclude` applies as well. */
const NOT_WRITTEN_HERE = '**/{node_modules,bower_components,dist,out,build,coverage,.*}/**';
const isWrittenHere = ({ path }: Uri): boolean =>
  !/\/(?:node_modules|bower_components|dist|out|build|coverage|\.[^/]*)\//.test(path) && isTaggablePath(path);

export type ScanState =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'running' | 'stopped'; readonly done: number; readonly total: number }
  /** `isCut`: there are more files than the limit. */
  | { readonly kind: 'ended'; readonly total: number; readonly isCut: boolean };

/** Has the server look at the files of the workspace that are not open, and keeps it up to date. */
export class WorkspaceScan implements Disposable {
  readonly #server: ServerConnection;
  readonly #changed = new EventEmitter<ScanState>();
  readonly onChanged = this.#changed.event;
  readonly #subscriptions: Disposable[];
  #state: ScanState = { kind: 'not-started' };
  #isCut = false;

  constructor(server: ServerConnection) {
    this.#server = server;
    this.#subscriptions = [
      this.#changed,
      server.onScanned((progress) => this.#hear(progress)),
      workspace.onDidChangeConfiguration((change) => {
        if (
          change.affectsConfiguration(`migrationTags.${SCAN_LIMIT.key}`) &&
          this.#state.kind !== 'not-started'
        )
          void this.start();
      }),
    ];
  }

  get state(): ScanState {
    return this.#state;
  }

  /** Looks for files anew; what the server knows of them stays. */
  async start(): Promise<void> {
    if (this.#state.kind === 'not-started') this.#watch();
    const limit = fileLimit();
    const found = limit > 0 ? await workspace.findFiles(SOURCES, NOT_WRITTEN_HERE, limit + 1) : [];
    const written = found.filter(isWrittenHere);
    this.#isCut = limit > 0 && found.length > limit;
    const uris = written.slice(0, limit).map(String).sort();
    this.#set({ kind: 'running', done: 0, total: uris.length });
    await this.#server.ask('migrationTags/scan', { uris });
  }

  async stop(): Promise<void> {
    if (this.#state.kind !== 'running') return;
    this.#set({ ...this.#state, kind: 'stopped' });
    await this.#server.ask('migrationTags/stopScan', null);
  }

  dispose(): void {
    Disposable.from(...this.#subscriptions).dispose();
  }

  #watch(): void {
    const watcher = workspace.createFileSystemWatcher(SOURCES);
    const renew = (uri: Uri): void => {
      if (isWrittenHere(uri)) void this.#server.ask('migrationTags/rescan', { uri: uri.toString() });
    };
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate(renew),
      watcher.onDidChange(renew),
      watcher.onDidDelete(renew),
    );
  }

  #hear({ done, total, isRunning }: ScanProgress): void {
    if (isRunning) this.#set({ kind: 'running', done, total });
    // Stopping ends the server's scan too: it stays stopped.
    else if (this.#state.kind !== 'stopped') this.#set({ kind: 'ended', total, isCut: this.#isCut });
  }

  #set(state: ScanState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

/** Settings may hold anything: VS Code marks a wrong one where it stands, and the default holds. */
const fileLimit = (): number => {
  const set: unknown = workspace.getConfiguration('migrationTags').get(SCAN_LIMIT.key);
  return typeof set === 'number' && Number.isInteger(set) && set >= 0 ? set : SCAN_LIMIT.default;
};
