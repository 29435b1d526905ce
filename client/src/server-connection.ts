import { say } from '@migration-tags/simulator';
import { commands, type Disposable, EventEmitter, type LogOutputChannel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileParams,
  FORECAST_NOTIFICATION,
  type Notifications,
  type Requests,
  SCAN_NOTIFICATION,
  type ScanProgress,
} from '../../server/src/lsp/protocol/requests.ts';
import { Heartbeat } from './heartbeat.ts';
import type { CreateLanguageClient, ServerState } from './language-client.ts';
import { offerFiles } from './offer-files.ts';
import { RestartPolicy } from './restart-policy.ts';
import { translate } from './words.ts';

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
  readonly #heartbeat: Heartbeat;
  #client: BaseLanguageClient | null = null;
  #state: ServerState = 'starting';

  constructor(createLanguageClient: CreateLanguageClient, log: LogOutputChannel) {
    this.#createLanguageClient = createLanguageClient;
    this.#log = log;
    this.#heartbeat = new Heartbeat({
      isExpected: () => this.#state === 'running' && workspace.textDocuments.length > 0,
      ping: () => this.ask('migrationTags/ping', null),
      onHung: () => void this.#replaceHung(),
    });
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
    this.#log.info(translate(say`Restarting the server.`));
    await this.#end();
    await this.start();
  }

  /** A server that does not run hears nothing. */
  async tell<Method extends keyof Notifications>(
    method: Method,
    params: Notifications[Method],
  ): Promise<void> {
    if (this.#state !== 'running' || this.#client === null) return;
    try {
      await this.#client.sendNotification(method, params);
    } catch (failure) {
      this.#log.warn(`${method}: ${String(failure)}`);
    }
  }

  /** `null` while the server does not run, and when it ends before it has answered. */
  async ask<Method extends keyof Requests>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result'] | null> {
    if (this.#state !== 'running' || this.#client === null) return null;
    let end = (): void => {};
    // The answer of a server that had to be ended never comes, nor does a failure.
    const ended = new Promise<null>((resolve) => {
      end = () => resolve(null);
    });
    const listening = this.onStateChanged(() => end());
    try {
      const answer = this.#client.sendRequest<Requests[Method]['result']>(method, params);
      return await Promise.race([answer, ended]);
    } catch (failure) {
      this.#log.warn(`${method}: ${String(failure)}`);
      return null;
    } finally {
      listening.dispose();
    }
  }

  dispose(): void {
    this.#heartbeat.dispose();
    this.#stateChanged.dispose();
    this.#forecast.dispose();
    this.#scanned.dispose();
  }

  async stop(): Promise<void> {
    this.#heartbeat.dispose();
    if (this.#client?.isRunning()) await this.#client.stop();
  }

  #createClient(): BaseLanguageClient {
    const client: BaseLanguageClient = this.#createLanguageClient({
      log: this.#log,
      onState: (state) => {
        if (client === this.#client) this.#setState(state);
      },
      onEnd: async () => client === this.#client && this.#waitToRestart(),
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
          translate(say`The server ended unexpectedly; starting it again in ${decision.delayMs} ms.`),
        );
        await new Promise((resume) => setTimeout(resume, decision.delayMs));
        return true;
      case 'give-up':
        void this.#offerRestart(decision.crashes);
        return false;
    }
  }

  async #offerRestart(crashes: number): Promise<void> {
    const [restart, log] = [translate(say`Restart`), translate(say`Show Log`)];
    const message = translate(
      say`Migration Tags: the server ended ${crashes} times in a row and stays stopped.`,
    );
    const choice = await window.showErrorMessage(message, restart, log);
    if (choice === restart) await this.restart();
    else if (choice === log) await commands.executeCommand('migrationTags.showLog');
  }

  /** A server that hangs counts as one that crashed: the next may hang as well. */
  async #replaceHung(): Promise<void> {
    this.#log.warn(translate(say`The server does not answer.`));
    await this.#end();
    if (await this.#waitToRestart()) await this.start();
  }

  async #end(): Promise<void> {
    try {
      if (this.#client?.isRunning()) await this.#client.stop();
    } catch (failure) {
      // A server that hangs does not stop in order; its client ends the process a little later, and would then start
      // another one: what it does from now on counts no more.
      this.#log.warn(String(failure));
      this.#client = null;
    }
  }

  #setState(state: ServerState): void {
    this.#state = state;
    if (state === 'running') this.#policy.started();
    this.#stateChanged.fire(state);
  }
}
