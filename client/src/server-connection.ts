import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { Requests } from '../../server/src/lsp/requests.ts';
import { FORECAST_NOTIFICATION, type InitializationOptions } from '../../server/src/lsp/requests.ts';
import { RestartPolicy } from './restart-policy.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

const LANGUAGES = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** How often the server is asked for a sign of life, and how long its answer may take before it counts as hung. */
const PING_EVERY_MS = 10_000;
const PING_LIMIT_MS = 20_000;

/** The language server as the rest of the extension sees it: started, restarted after a crash or a hang, asked. */
export class ServerConnection implements Disposable {
  readonly #client: LanguageClient;
  readonly #log: LogOutputChannel;
  readonly #policy = new RestartPolicy(Date.now);
  readonly #stateChanged = new EventEmitter<ServerState>();
  readonly #forecast = new EventEmitter<string>();
  readonly onStateChanged = this.#stateChanged.event;
  /** The URI of a file whose numbers changed. */
  readonly onForecast = this.#forecast.event;
  readonly #heartbeat: NodeJS.Timeout;
  #state: ServerState = 'starting';

  constructor(context: ExtensionContext, log: LogOutputChannel) {
    this.#log = log;
    const module = context.asAbsolutePath('dist/server.js');
    const debug = {
      module,
      transport: TransportKind.ipc,
      options: { execArgv: ['--nolazy', '--inspect=6009'] },
    };
    this.#client = new LanguageClient(
      'migrationTags',
      'Migration Tags',
      { run: { module, transport: TransportKind.ipc }, debug },
      this.#clientOptions(),
    );
    this.#client.onDidChangeState(({ newState }) => this.#setState(newState));
    this.#client.onNotification(FORECAST_NOTIFICATION, ({ uri }: { readonly uri: string }) =>
      this.#forecast.fire(uri),
    );
    this.#heartbeat = setInterval(() => void this.#checkAlive(), PING_EVERY_MS);
  }

  get state(): ServerState {
    return this.#state;
  }

  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch (failure) {
      this.#log.error(String(failure));
    }
  }

  async restart(): Promise<void> {
    this.#policy.reset();
    this.#log.info(l10n.t('Restarting the server.'));
    if (this.#client.needsStart()) await this.start();
    else await this.#client.restart();
  }

  /** `null` while the server does not run. */
  async ask<Method extends keyof Requests>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result'] | null> {
    if (this.#state !== 'running') return null;
    return this.#client.sendRequest<Requests[Method]['result']>(method, params);
  }

  dispose(): void {
    clearInterval(this.#heartbeat);
    this.#stateChanged.dispose();
    this.#forecast.dispose();
    void this.#client.dispose();
  }

  async stop(): Promise<void> {
    clearInterval(this.#heartbeat);
    if (this.#client.isRunning()) await this.#client.stop();
  }

  #clientOptions(): LanguageClientOptions {
    const sources = LANGUAGES.flatMap((language) => [
      { scheme: 'file', language },
      { scheme: 'untitled', language },
    ]);
    return {
      documentSelector: [...sources, { scheme: 'file', pattern: '**/migration-tags.json' }],
      outputChannel: this.#log,
      initializationOptions: { lensCommands: true } satisfies InitializationOptions,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: async () => {
          const decision = this.#policy.crashed();
          switch (decision.kind) {
            case 'restart':
              this.#log.warn(
                l10n.t('The server ended unexpectedly; starting it again in {0} ms.', decision.delayMs),
              );
              await new Promise((resume) => setTimeout(resume, decision.delayMs));
              return { action: CloseAction.Restart, handled: true };
            case 'give-up':
              void this.#offerRestart(decision.crashes);
              return { action: CloseAction.DoNotRestart, handled: true };
          }
        },
      },
    };
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
    const answered = this.ask('migrationTags/ping', null).then(
      () => true,
      () => true,
    );
    const tooLate = new Promise<false>((late) => setTimeout(late, PING_LIMIT_MS, false).unref());
    if (await Promise.race([answered, tooLate])) return;
    this.#log.warn(l10n.t('The server does not answer.'));
    await this.restart();
  }

  #setState(state: State): void {
    this.#state = state === State.Running ? 'running' : state === State.Starting ? 'starting' : 'stopped';
    if (this.#state === 'running') this.#policy.started();
    this.#stateChanged.fire(this.#state);
  }
}
