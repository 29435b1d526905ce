import { type Prediction, type PredictionSetup, replayXen } from './xen-replay.ts';

/** A record of an earlier run: the pages dirtied in each of its intervals, all of one length. */
export interface DirtyHistory {
  readonly intervalSeconds: number;
  readonly intervals: readonly (readonly number[])[];
}

/**
 * HIST of Akoush et al. 2010: replays the dirty sets that an earlier run of the same workload left in its log; the
 * record begins again when it ends. Reconstruction.
 * @param startSeconds where in the record the migration begins
 */
export const predictFromHistory = (
  setup: PredictionSetup,
  history: DirtyHistory,
  startSeconds: number,
): Prediction =>
  replayXen(setup, (from, to) => distinctPages(history, startSeconds + from, startSeconds + to));

/** Intervals that are only touched count in full: a record cannot say when within one a page was dirtied. */
function distinctPages({ intervalSeconds, intervals }: DirtyHistory, from: number, to: number): number {
  const pages = new Set<number>();
  const first = Math.floor(from / intervalSeconds);
  const count = Math.min(Math.ceil(to / intervalSeconds) - first, intervals.length);
  for (let index = first; index < first + count; index += 1) {
    for (const page of intervals[index % intervals.length] ?? []) pages.add(page);
  }
  return pages.size;
}
