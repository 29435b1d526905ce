import type { Configuration } from '../configuration/configuration.ts';
import type { PreviewDocument } from '../preview/preview-document.ts';
import type { FileForecast } from './forecast.ts';

/** What is asked of the thread that predicts. */
export type PredictionQuestion = {
  readonly id: number;
  readonly path: string;
  readonly configuration: Configuration;
  /** One 32-bit integer, shared between the threads: 1 once nobody waits for the answer any more. */
  readonly cancelled: Int32Array;
} & ({ readonly kind: 'forecast' } | { readonly kind: 'preview'; readonly root: string | null });

export type ToPrediction =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'forget'; readonly path: string }
  | PredictionQuestion;

/** The answer to the question of the same `id`; a `null` result was cancelled. */
export type FromPrediction =
  | { readonly id: number; readonly kind: 'forecast'; readonly result: FileForecast | null }
  | { readonly id: number; readonly kind: 'preview'; readonly result: PreviewDocument | null }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
