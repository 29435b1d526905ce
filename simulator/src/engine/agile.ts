import type { Engine } from './engine.ts';
import { countPages, takeLog, union } from './page-map.ts';
import { isPressed, sendQuietPages, sleep } from './round-sender.ts';
import { resumeAndPush } from './switch-over.ts';

export interface AgileOptions {
  /** How long the working set is watched; part of the migration here, as the simulated VM has no earlier history. */
  readonly watchSeconds: number;
}

/** Reconstruction: how long the paper watches is not known. */
export const AGILE_DEFAULTS: AgileOptions = { watchSeconds: 2 };

/** A held migration looks again after this long: QEMU's bandwidth window. */
const HELD_SECONDS = 0.1;

/**
 * Cold pages live on a swap device that both hosts reach; only the working set crosses, by one pass of pre-copy and
 * then post-copy. Reconstruction of Deshpande et al. 2016: a page is in the working set when it was written during
 * the watch, and reading a cold page from the device costs nothing.
 */
export const agile = ({ watchSeconds }: AgileOptions = AGILE_DEFAULTS): Engine =>
  function* (context) {
    const { gate, journal } = context;
    yield* sleep(context, watchSeconds, () => isPressed(context));
    const workingSet = takeLog(context);
    journal.round(countPages(workingSet));
    const sent = yield* sendQuietPages(context, workingSet);
    let left = union(takeLog(context), sent.unsent);
    while (gate.permission() === 'held') {
      yield* sleep(context, HELD_SECONDS, () => gate.permission() !== 'held');
      left = union(left, takeLog(context));
    }
    return yield* resumeAndPush(context, left);
  };
