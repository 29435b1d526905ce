import type { Configuration } from '../../configuration/configuration.ts';
import type { SaidPreview } from '../../preview/preview-in-words.ts';
import type { DirectoryEntries } from '../protocol/client-requests.ts';
import type { ForecastMessage } from './forecast-messages.ts';

/** What is asked of the thread that predicts. */
export type PredictionQuestion = {
  readonly id: number;
  readonly path: string;
  readonly configuration: Configuration;
  /**
   * One 32-bit integer: 1 once nobody waits for the answer any more. Shared between the threads where pages may share
   * memory; elsewhere a copy, and a `cancel` message says the same to a question whose turn has not come.
   */
  readonly cancelled: Int32Array;
} & ({ readonly kind: 'forecast' } | { readonly kind: 'preview'; readonly root: string | null });

/** Paths of files on no disk. */
export interface WantedFiles {
  readonly texts: readonly string[];
  readonly directories: readonly string[];
  /** Files that only their sizes are wanted of. */
  readonly sizes: readonly string[];
}

/** The same as they were found; `null`: there is none. */
export interface FoundFiles {
  readonly texts: readonly { readonly path: string; readonly text: string | null }[];
  readonly directories: readonly { readonly path: string; readonly entries: DirectoryEntries | null }[];
  readonly sizes: readonly { readonly path: string; readonly bytes: number | null }[];
}

export type ToPrediction =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'forget'; readonly path: string }
  | { readonly kind: 'found'; readonly files: FoundFiles }
  | { readonly kind: 'cancel'; readonly id: number }
  | PredictionQuestion;

/** The answer to the question of the same `id`; a `null` result was cancelled. */
export type FromPrediction =
  | { readonly id: number; readonly kind: 'forecast'; readonly result: ForecastMessage | null }
  | { readonly id: number; readonly kind: 'preview'; readonly result: SaidPreview | null }
  /** The question is to be asked again once these were sent. */
  | { readonly id: number; readonly kind: 'wanted'; readonly files: WantedFiles }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
