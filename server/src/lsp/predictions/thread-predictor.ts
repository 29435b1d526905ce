import { type Message, say } from '@migration-tags/simulator';
import type { CancellationToken } from 'vscode-languageserver';
import type { Configuration } from '../../configuration/configuration.ts';
import type { SaidPreview } from '../../preview/preview-in-words.ts';
import type { EditorFiles } from '../documents/editor-files.ts';
import type { Clock } from '../scheduling/clock.ts';
import type { FileForecast } from './forecast.ts';
import { ForecastReceiver } from './forecast-messages.ts';
import type { FoundFiles, FromPrediction, ToPrediction, WantedFiles } from './prediction-messages.ts';
import { type Predictor, ThreadEnded } from './predictor.ts';

/** Where predictions are made, as the server sees it. */
export interface PredictionThread {
  postMessage(message: ToPrediction): void;
  terminate(): unknown;
}

/** Who hears of a thread. */
export interface ThreadListener {
  onMessage(message: FromPrediction): void;
  /** It ended by itself, and why if that is known. */
  onEnd(reason: string | null): void;
}

export type StartThread = (listener: ThreadListener) => PredictionThread;

/** The longest that one question may take before its thread is ended: far above what large programs need. */
const TIME_LIMIT_MS = 120_000;

/** A page that is not isolated from others (`crossOriginIsolated`) has no shared memory. */
const CAN_SHARE_MEMORY = typeof SharedArrayBuffer === 'function';

/** An answer with its forecast put together. */
type Answer =
  | Exclude<FromPrediction, { readonly kind: 'forecast' }>
  | { readonly kind: 'forecast'; readonly result: FileForecast | null }
  | { readonly kind: 'ended'; readonly why: Message };

interface Waiting {
  readonly path: string;
  readonly settle: (answer: Answer) => void;
  readonly callOffLimit: () => void;
}

/**
 * Asks another thread, so that typing and tag diagnostics never wait for an analysis. A thread that dies or hangs
 * fails its question and is replaced at the next one; the text that brought it down is not tried again.
 */
export class ThreadPredictor implements Predictor {
  readonly #startThread: StartThread;
  readonly #clock: Clock;
  readonly #files: EditorFiles;
  readonly #texts = new Map<string, string>();
  readonly #waiting = new Map<number, Waiting>();
  /** Texts that ended their thread, with how it ended. */
  readonly #deadly = new Map<string, { readonly text: string | undefined; readonly why: Message }>();
  #thread: PredictionThread | null = null;
  /** Of the thread that runs. */
  #receiver = new ForecastReceiver();
  #lastId = 0;

  constructor(startThread: StartThread, clock: Clock, files: EditorFiles) {
    this.#startThread = startThread;
    this.#clock = clock;
    this.#files = files;
  }

  prepare(): void {
    this.#thread ??= this.#start();
  }

  setText(path: string, text: string): void {
    if (this.#texts.get(path) === text) return;
    this.#texts.set(path, text);
    this.#thread?.postMessage({ kind: 'text', path, text });
  }

  forget(path: string): void {
    this.#texts.delete(path);
    this.#deadly.delete(path);
    this.#receiver.forget(path);
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
  ): Promise<SaidPreview | null> {
    const answer = await this.#ask({ kind: 'preview', path, root, configuration }, token);
    return answer.kind === 'preview' ? answer.result : null;
  }

  dispose(): void {
    this.#end(say`The server is shutting down.`);
  }

  /** Asks until all files that the answer takes have been read: each time more of them are known. */
  async #ask(question: Question, token: CancellationToken): Promise<Answer> {
    let answer = await this.#askOnce(question, token);
    while (answer.kind === 'wanted' && !token.isCancellationRequested) {
      const files = await this.#read(answer.files);
      this.#thread?.postMessage({ kind: 'found', files });
      answer = await this.#askOnce(question, token);
    }
    if (answer.kind === 'failed') throw new Error(answer.message);
    if (answer.kind === 'ended') throw new ThreadEnded(answer.why);
    return answer;
  }

  async #askOnce(question: Question, token: CancellationToken): Promise<Answer> {
    const { path } = question;
    const deadly = this.#deadly.get(path);
    if (deadly && deadly.text === this.#texts.get(path)) throw new ThreadEnded(deadly.why);
    this.#thread ??= this.#start();
    const thread = this.#thread;
    this.#lastId += 1;
    const id = this.#lastId;
    const cancelled = new Int32Array(CAN_SHARE_MEMORY ? new SharedArrayBuffer(4) : new ArrayBuffer(4));
    const cancel = (): void => {
      Atomics.store(cancelled, 0, 1);
      if (!CAN_SHARE_MEMORY) thread.postMessage({ kind: 'cancel', id });
    };
    if (token.isCancellationRequested) Atomics.store(cancelled, 0, 1);
    const listener = token.onCancellationRequested(cancel);
    try {
      return await new Promise<Answer>((settle) => {
        const tooLate = (): void => this.#end(say`The analysis took longer than ${TIME_LIMIT_MS / 1000} s.`);
        this.#waiting.set(id, { path, settle, callOffLimit: this.#clock.after(TIME_LIMIT_MS, tooLate) });
        thread.postMessage({ ...question, id, cancelled });
      });
    } finally {
      listener.dispose();
    }
  }

  async #read({ texts, directories, sizes }: WantedFiles): Promise<FoundFiles> {
    const [foundTexts, foundDirectories, foundSizes] = await Promise.all([
      Promise.all(texts.map(async (path) => ({ path, text: await this.#files.readText(path) }))),
      Promise.all(
        directories.map(async (path) => ({ path, entries: await this.#files.readDirectory(path) })),
      ),
      Promise.all(sizes.map(async (path) => ({ path, bytes: await this.#files.fileBytes(path) }))),
    ]);
    return { texts: foundTexts, directories: foundDirectories, sizes: foundSizes };
  }

  #start(): PredictionThread {
    this.#receiver = new ForecastReceiver();
    const thread = this.#startThread({
      onMessage: (answer) => this.#settle(answer),
      onEnd: (reason) => {
        if (this.#thread !== thread) return;
        this.#end(
          reason === null ? say`The analysis ended unexpectedly.` : say`The analysis ended: ${reason}.`,
        );
      },
    });
    for (const [path, text] of this.#texts) thread.postMessage({ kind: 'text', path, text });
    return thread;
  }

  #settle(message: FromPrediction): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    waiting.callOffLimit();
    waiting.settle(message.kind === 'forecast' ? this.#received(waiting.path, message) : message);
  }

  #received(path: string, { result }: Extract<FromPrediction, { readonly kind: 'forecast' }>): Answer {
    return { kind: 'forecast', result: result && this.#receiver.forecast(path, result) };
  }

  /** Ends the thread and fails all that wait for it; the oldest of them is what it was busy with. */
  #end(why: Message): void {
    const thread = this.#thread;
    this.#thread = null;
    const [busyWith] = this.#waiting.values();
    if (busyWith) this.#deadly.set(busyWith.path, { text: this.#texts.get(busyWith.path), why });
    for (const { callOffLimit, settle } of this.#waiting.values()) {
      callOffLimit();
      settle({ kind: 'ended', why });
    }
    this.#waiting.clear();
    thread?.terminate();
  }
}

type Question = { readonly path: string; readonly configuration: Configuration } & (
  | { readonly kind: 'forecast' }
  | { readonly kind: 'preview'; readonly root: string | null }
);
