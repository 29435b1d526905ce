import { CancellationTokenSource } from 'vscode-languageserver';
import type { Configuration } from '../../configuration/configuration.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import type { Clock } from '../scheduling/clock.ts';
import type { Predictor } from './predictor.ts';

/** A pause in typing after which numbers are worth computing. */
export const TYPING_PAUSE_MS = 275;

export interface ForecastQueueOptions {
  readonly predictor: Predictor;
  readonly clock: Clock;
  configurationOf(document: OpenDocument): Configuration;
  onForecast(document: OpenDocument): void;
  onFailure(document: OpenDocument, failure: unknown): void;
}

interface Waiting {
  callOff: () => void;
  readonly cancellation: CancellationTokenSource;
}

/** Keeps every open document's numbers up to date: one forecast at a time each, none while its text still changes. */
export class ForecastQueue {
  readonly #options: ForecastQueueOptions;
  readonly #waiting = new Map<OpenDocument, Waiting>();

  constructor(options: ForecastQueueOptions) {
    this.#options = options;
  }

  /** The document changed: what runs for it is abandoned, and starts again after `delayMs` without another call. */
  renew(document: OpenDocument, delayMs: number): void {
    this.drop(document);
    const waiting: Waiting = { callOff: () => {}, cancellation: new CancellationTokenSource() };
    this.#waiting.set(document, waiting);
    waiting.callOff = this.#options.clock.after(delayMs, () => void this.#forecast(document, waiting));
  }

  drop(document: OpenDocument): void {
    const waiting = this.#waiting.get(document);
    if (!waiting) return;
    waiting.callOff();
    waiting.cancellation.cancel();
    this.#waiting.delete(document);
  }

  dispose(): void {
    for (const document of [...this.#waiting.keys()]) this.drop(document);
  }

  async #forecast(document: OpenDocument, { cancellation }: Waiting): Promise<void> {
    const { token } = cancellation;
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
    } finally {
      if (this.#waiting.get(document)?.cancellation === cancellation) this.#waiting.delete(document);
    }
  }
}
