import type { Engine } from './engine.ts';
import { allPages, countPages, takeLog, union } from './page-map.ts';
import { isPressed, sendQuietPages, sleep } from './round-sender.ts';
import { resumeAndPush } from './switch-over.ts';

export interface HybridOptions {
  /** Rounds of pre-copy before the switch to post-copy. */
  readonly rounds: number;
}

/** One round is what Hines and Gopalan 2009 and QEMU's postcopy-ram users do at the least. */
export const HYBRID_DEFAULTS: HybridOptions = { rounds: 1 };

/** A held migration looks again after this long: QEMU's bandwidth window. */
const HELD_ROUND_SECONDS = 0.1;

/** Some rounds of pre-copy, then post-copy of what was written meanwhile. */
export const hybrid = ({ rounds }: HybridOptions = HYBRID_DEFAULTS): Engine =>
  function* (context) {
    const { gate, journal, memory } = context;
    let left = allPages(memory);
    journal.round(countPages(left));
    for (
      let round = 1;
      (round <= rounds || gate.permission() === 'held') && !isPressed(context);
      round += 1
    ) {
      const sent = yield* sendQuietPages(context, left);
      if (round >= rounds && gate.permission() === 'held') {
        yield* sleep(context, HELD_ROUND_SECONDS, () => gate.permission() !== 'held');
      }
      left = union(takeLog(context), sent.unsent);
      journal.round(countPages(left));
    }
    return yield* resumeAndPush(context, left);
  };
