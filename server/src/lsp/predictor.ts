import type { Configuration } from '../configuration/configuration.ts';
import type { PreviewDocument } from '../preview/preview-document.ts';
import type { FileForecast } from './forecast.ts';

/** True as soon as nobody waits for the answer any more. */
export interface Abandonment {
  readonly isCancellationRequested: boolean;
}

/** The slow half of the server: analysis and simulation. Behind promises, so that it may run in another thread. */
export interface Predictor {
  setText(path: string, text: string): void;
  forget(path: string): void;
  /** `null`: abandoned. */
  forecast(path: string, configuration: Configuration, asker: Abandonment): Promise<FileForecast | null>;
  /** Files are named relative to `root`, when they lie in it. */
  preview(
    path: string,
    root: string | null,
    configuration: Configuration,
    asker: Abandonment,
  ): Promise<PreviewDocument | null>;
  dispose(): void;
}
