import {
  commands,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  l10n,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileParams,
  FORECAST_NOTIFICATION,
  type Requests,
  SCAN_NOTIFICATION,
  type ScanProgress,
} from '../../server/src/lsp/requests.ts';
import type { CreateLanguageClient, ServerState } from './language-client.ts';
import { offerFiles } from './offer-files.ts';
import { RestartPolicy } from './restart-policy.ts';

/** How often the server is asked for a sign of life, and how long its answer may take before it counts as hung. */
const PING_EVERY_MS = 10_000;
const PING_LIMIT_MS = 20_000;

/** The language server as the rest of the extension sees it: started, restarted after a crash or a hang, asked. */
export class ServerConnection implements Disposable {
  readonly #createLanguageClient: CreateLanguageClient;
  readonly #log: LogOutputChannel;
  readonly #policy = new RestartPolicy(Date.now);
  readonly #stateChanged = new EventEmitter<ServerState>();
  readonly #forecast = new EventEmitter<string>();
  readonly #scanned = new EventEmitter<ScanProgress>();
  readonly onStateChanged = this.#stateChanged.event;
  /** The URI of a file whose numbers changed. */
  readonly onForecast = this.#forecast.event;
  /** How far the scan of the workspace is. */
  readonly onScanned = this.#scanned.event;
  readonly #heartbeat: ReturnType<typeof setInterval>;
  #client: BaseLanguageClient | null = null;
  #state: ServerState = 'starting';

  constructor(createLanguageClient: CreateLanguageClient, log: LogOutputChannel) {
    this.#createLanguageClient = createLanguageClient;
    this.#log = log;
    this.#heartbeat = setInterval(() => void this.#checkAlive(), PING_EVERY_MS);
  }

  get state(): ServerState {
    return this.#state;
  }

  async start(): Promise<void> {
    // Activation ends first.
    await new Promise((resume) => setTimeout(resume, 0));
    try {
      this.#client ??= this.#createClient();
      await this.#client.start();
    } catch (failure) {
      this.#log.error(String(failure));
    }
  }

  async restart(): Promise<void> {
    this.#policy.reset();
    this.#log.info(l10n.t('Restarting the server.'));
    try {
      // A server that hangs does not stop in order; the client then ends its process, and only reports that it had to.
      if (this.#client?.isRunning()) await this.#client.stop();
    } catch (failure) {
      this.#log.warn(String(failure));
    }
    await this.start();
  }

  /** `null` while the server does not run, and when it ends before it has answered. */
  async ask<Method extends keyof Requests>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result'] | null> {
    if (this.#state !== 'running' || this.#client === null) return null;
    try {
      return await this.#client.sendRequest<Requests[Method]['result']>(method, params);
    } catch (failure) {
      this.#log.warn(`${method}: ${String(failure)}`);
      return null;
    }
  }

  dispose(): void {
    clearInterval(this.#heartbeat);
    this.#stateChanged.dispose();
    this.#forecast.dispose();
    this.#scanned.dispose();
  }

  async stop(): Promise<void> {
    clearInterval(this.#heartbeat);
    if (this.#client?.isRunning()) await this.#client.stop();
  }

  #createClient(): BaseLanguageClient {
    const client = this.#createLanguageClient({
      log: this.#log,
      onState: (state) => this.#setState(state),
      onEnd: () => this.#waitToRestart(),
    });
    offerFiles(client);
    client.onNotification(FORECAST_NOTIFICATION, ({ uri }: FileParams) => this.#forecast.fire(uri));
    client.onNotification(SCAN_NOTIFICATION, (progress: ScanProgress) => this.#scanned.fire(progress));
    return client;
  }

  async #waitToRestart(): Promise<boolean> {
    const decision = this.#policy.crashed();
    switch (decision.kind) {
      case 'restart':
        this.#log.warn(
          l10n.t('The server ended unexpectedly; starting it again in {0} ms.', decision.delayMs),
        );
        await new Promise((resume) => setTimeout(resume, decision.delayMs));
        return true;
      case 'give-up':
        void this.#offerRestart(decision.crashes);
        return false;
    }
  }

  async #offerRestart(crashes: number): Promise<void> {
    const [restart, log] = [l10n.t('Restart'), l10n.t('Show Log')];
    const message = l10n.t('Migration Tags: the server ended {0} times in a row and stays stopped.', crashes);
    const choice = await window.showErrorMessage(message, restart, log);
    if (choice === restart) await this.restart();
    else if (choice === log) await commands.executeCommand('migrationTags.showLog');
  }

  async #checkAlive(): Promise<void> {
    if (this.#state !== 'running' || workspace.textDocuments.length === 0) return;
    const answered = this.ask('migrationTags/ping', null).then(() => true);
    const tooLate = new Promise<false>((late) => setTimeout(late, PING_LIMIT_MS, false));
    if (await Promise.race([answered, tooLate])) return;
    this.#log.warn(l10n.t('The server does not answer.'));
    await this.restart();
  }

  #setState(state: ServerState): void {
    this.#state = state;
    if (state === 'running') this.#policy.started();
    this.#stateChanged.fire(state);
  }
}
