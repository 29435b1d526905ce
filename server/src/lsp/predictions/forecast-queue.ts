import { CancellationTokenSource } from 'vscode-languageserver';
import type { Configuration } from '../../configuration/configuration.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import type { Clock } from '../scheduling/clock.ts';
import type { Predictor } from './predictor.ts';

/** A pause in typing after which numbers are worth computing. */
export const TYPING_PAUSE_MS = 275;
/** Longer than a pause in typing and the forecast after it: what nobody looks at waits for so long a rest. */
export const IDLE_MS = 1500;

export interface ForecastQueueOptions {
  readonly predictor: Predictor;
  readonly clock: Clock;
  configurationOf(document: OpenDocument): Configuration;
  /** The lower, the sooner its forecast is made. */
  rankOf(document: OpenDocument): number;
  onForecast(document: OpenDocument): void;
  onFailure(document: OpenDocument, failure: unknown): void;
}

interface Running {
  readonly document: OpenDocument;
  readonly cancellation: CancellationTokenSource;
}

/**
 * Keeps every open document's numbers up to date: one forecast at a time, none while its text still changes. What the
 * user looks at goes first, and interrupts what nobody does.
 */
export class ForecastQueue {
  readonly #options: ForecastQueueOptions;
  /** Documents whose text changed, each with what calls off the end of its pause. */
  readonly #pausing = new Map<OpenDocument, () => void>();
  /** Those whose turn may come, in the order in which they got here. */
  readonly #due = new Set<OpenDocument>();
  #running: Running | null = null;

  constructor(options: ForecastQueueOptions) {
    this.#options = options;
  }

  /** The document changed: what runs for it is abandoned, and starts again after `delayMs` without another call. */
  renew(document: OpenDocument, delayMs: number): void {
    this.drop(document);
    const callOff = this.#options.clock.after(delayMs, () => {
      this.#pausing.delete(document);
      this.#due.add(document);
      this.reorder();
    });
    this.#pausing.set(document, callOff);
  }

  drop(document: OpenDocument): void {
    this.#pausing.get(document)?.();
    this.#pausing.delete(document);
    this.#due.delete(document);
    if (this.#running?.document === document) this.#running.cancellation.cancel();
  }

  /** Documents got due, or ranks are others now. */
  reorder(): void {
    const next = this.#next();
    if (next === null) return;
    if (this.#running === null) void this.#forecast(next);
    else if (this.#options.rankOf(next) < this.#options.rankOf(this.#running.document))
      this.#interrupt(this.#running);
  }

  dispose(): void {
    for (const document of [...this.#pausing.keys()]) this.drop(document);
    this.#due.clear();
    this.#running?.cancellation.cancel();
  }

  #next(): OpenDocument | null {
    const { rankOf } = this.#options;
    let best: OpenDocument | null = null;
    for (const document of this.#due) if (best === null || rankOf(document) < rankOf(best)) best = document;
    return best;
  }

  /** Its turn comes again, unless the document changed or was closed. */
  #interrupt({ document, cancellation }: Running): void {
    if (cancellation.token.isCancellationRequested) return;
    cancellation.cancel();
    this.#due.add(document);
  }

  async #forecast(document: OpenDocument): Promise<void> {
    const cancellation = new CancellationTokenSource();
    this.#due.delete(document);
    this.#running = { document, cancellation };
    await this.#answer(document, cancellation.token);
    this.#running = null;
    this.reorder();
  }

  async #answer(document: OpenDocument, token: CancellationTokenSource['token']): Promise<void> {
    const { predictor, configurationOf, onForecast, onFailure } = this.#options;
    try {
      if (document.syntax === null || document.awaitsParsableText) return;
      predictor.setText(document.path, document.text);
      const forecast = await predictor.forecast(document.path, configurationOf(document), token);
      if (token.isCancellationRequested || forecast === null) return;
      document.acceptForecast(forecast);
      onForecast(document);
    } catch (failure) {
      if (!token.isCancellationRequested) onFailure(document, failure);
    }
  }
}
