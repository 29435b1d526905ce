import { inEnglish, type Message } from '@migration-tags/simulator';
import type { CancellationToken } from 'vscode-languageserver';
import type { Configuration } from '../../configuration/configuration.ts';
import type { SaidPreview } from '../../preview/preview-in-words.ts';
import type { FileForecast } from './forecast.ts';

/** The slow half of the server: analysis and simulation. Behind promises, so that it can run in another thread. */
export interface Predictor {
  /** Starts what the first forecast needs, which takes a while. */
  prepare(): void;
  setText(path: string, text: string): void;
  forget(path: string): void;
  /** `null`: cancelled. */
  forecast(
    path: string,
    configuration: Configuration,
    token: CancellationToken,
  ): Promise<FileForecast | null>;
  /** `null`: cancelled. Files are named relative to `root`, when they lie in it. */
  preview(
    path: string,
    root: string | null,
    configuration: Configuration,
    token: CancellationToken,
  ): Promise<SaidPreview | null>;
  dispose(): void;
}

/** The analysis could not go on. */
export class ThreadEnded extends Error {
  readonly why: Message;

  constructor(why: Message) {
    super(inEnglish(why));
    this.why = why;
  }
}
