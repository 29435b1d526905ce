import type { CancellationToken } from 'vscode-languageserver';
import type { Configuration } from '../configuration/configuration.ts';
import type { PreviewDocument } from '../preview/preview-document.ts';
import type { Clock } from './clock.ts';
import type { FileForecast } from './forecast.ts';
import type { FromPrediction, ToPrediction } from './prediction-messages.ts';
import type { Predictor } from './predictor.ts';

/** As much of `node:worker_threads`' Worker as is used here. */
export interface PredictionThread {
  postMessage(message: ToPrediction): void;
  on(event: 'message', hear: (message: FromPrediction) => void): unknown;
  on(event: 'error', hear: (failure: Error) => void): unknown;
  on(event: 'exit', hear: () => void): unknown;
  terminate(): unknown;
}

/** The longest that one question may take before its thread is ended: far above what large programs need. */
const TIME_LIMIT_MS = 120_000;

interface Waiting {
  readonly path: string;
  readonly settle: (answer: FromPrediction) => void;
  readonly callOffLimit: () => void;
}

/**
 * Asks another thread, so that typing and tag diagnostics never wait for an analysis. A thread that dies or hangs
 * fails its question and is replaced at the next one; the text that brought it down is not tried again.
 */
export class ThreadPredictor implements Predictor {
  readonly #startThread: () => PredictionThread;
  readonly #clock: Clock;
  readonly #texts = new Map<string, string>();
  readonly #waiting = new Map<number, Waiting>();
  /** Texts that ended their thread, with how it ended. */
  readonly #deadly = new Map<string, { readonly text: string | undefined; readonly message: string }>();
  #thread: PredictionThread | null = null;
  #lastId = 0;

  constructor(startThread: () => PredictionThread, clock: Clock) {
    this.#startThread = startThread;
    this.#clock = clock;
  }

  setText(path: string, text: string): void {
    if (this.#texts.get(path) === text) return;
    this.#texts.set(path, text);
    this.#thread?.postMessage({ kind: 'text', path, text });
  }

  forget(path: string): void {
    this.#texts.delete(path);
    this.#deadly.delete(path);
    this.#thread?.postMessage({ kind: 'forget', path });
  }

  async forecast(
    path: string,
    configuration: Configuration,
    token: CancellationToken,
  ): Promise<FileForecast | null> {
    const answer = await this.#ask({ kind: 'forecast', path, configuration }, token);
    return answer.kind === 'forecast' ? answer.result : null;
  }

  async preview(
    path: string,
    root: string | null,
    configuration: Configuration,
    token: CancellationToken,
  ): Promise<PreviewDocument | null> {
    const answer = await this.#ask({ kind: 'preview', path, root, configuration }, token);
    return answer.kind === 'preview' ? answer.result : null;
  }

  dispose(): void {
    this.#end('The server is shutting down.');
  }

  async #ask(question: Question, token: CancellationToken): Promise<FromPrediction> {
    const { path } = question;
    const deadly = this.#deadly.get(path);
    if (deadly && deadly.text === this.#texts.get(path)) throw new Error(deadly.message);
    this.#thread ??= this.#start();
    const thread = this.#thread;
    this.#lastId += 1;
    const id = this.#lastId;
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const listener = token.onCancellationRequested(() => Atomics.store(cancelled, 0, 1));
    if (token.isCancellationRequested) Atomics.store(cancelled, 0, 1);
    try {
      const answer = await new Promise<FromPrediction>((settle) => {
        const tooLate = (): void => this.#end(`The analysis took longer than ${TIME_LIMIT_MS / 1000} s.`);
        this.#waiting.set(id, { path, settle, callOffLimit: this.#clock.after(TIME_LIMIT_MS, tooLate) });
        thread.postMessage({ ...question, id, cancelled });
      });
      if (answer.kind === 'failed') throw new Error(answer.message);
      return answer;
    } finally {
      listener.dispose();
    }
  }

  #start(): PredictionThread {
    const thread = this.#startThread();
    const isCurrent = (): boolean => this.#thread === thread;
    thread.on('message', (answer) => this.#settle(answer));
    thread.on('error', (failure) => {
      if (isCurrent()) this.#end(`The analysis ended: ${failure.message}.`);
    });
    thread.on('exit', () => {
      if (isCurrent()) this.#end('The analysis ended unexpectedly.');
    });
    for (const [path, text] of this.#texts) thread.postMessage({ kind: 'text', path, text });
    return thread;
  }

  #settle(answer: FromPrediction): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    waiting.callOffLimit();
    waiting.settle(answer);
  }

  /** Ends the thread and fails all that wait for it; the oldest of them is what it was busy with. */
  #end(message: string): void {
    const thread = this.#thread;
    this.#thread = null;
    const [busyWith] = this.#waiting.values();
    if (busyWith) this.#deadly.set(busyWith.path, { text: this.#texts.get(busyWith.path), message });
    for (const id of [...this.#waiting.keys()]) this.#settle({ id, kind: 'failed', message });
    thread?.terminate();
  }
}

type Question = { readonly path: string; readonly configuration: Configuration } & (
  | { readonly kind: 'forecast' }
  | { readonly kind: 'preview'; readonly root: string | null }
);
