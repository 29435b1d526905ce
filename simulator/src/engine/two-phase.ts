import { copyInRounds } from './copy-in-rounds.ts';
import type { Engine } from './engine.ts';
import { allPages, countPages, minus, noPages, type PageMap, plus } from './page-map.ts';
import { type RoundLimits, XEN_LIMITS } from './round-limits.ts';

export interface TwoPhaseOptions extends RoundLimits {
  /** A page is stable when it was clean in so many of the last intervals. */
  readonly stableIntervals: number;
  /** Phase 1 ends when what is left shrinks by less than this share in an interval. */
  readonly minShrink: number;
  /** The live copy ends when what is left shrinks by less than this share in a round of phase 2. */
  readonly minShrinkInPhaseTwo: number;
  /** The shortest interval over which stability is judged. */
  readonly minIntervalSeconds: number;
}

/** Reconstruction: none of these is published. The interval is QEMU's bandwidth window. */
export const TWO_PHASE_DEFAULTS: TwoPhaseOptions = {
  ...XEN_LIMITS,
  stableIntervals: 2,
  minShrink: 0.05,
  minShrinkInPhaseTwo: 0.02,
  minIntervalSeconds: 0.1,
};

/**
 * Phase 1 sends only pages that have been stable for some intervals; phase 2 is Xen's pre-copy over what is left, and
 * stops as well when a round leaves hardly less than the one before: more rounds would only send duplicates.
 * Reconstruction of Lin, Huang and Jian 2012: the rules that change and end the phases are ours.
 */
export const twoPhase = (options: TwoPhaseOptions = TWO_PHASE_DEFAULTS): Engine =>
  function* (context) {
    const { memory } = context;
    const { stableIntervals } = options;
    /** `waiting[k]`: pages still to send that were clean in the last `k` intervals; the last entry is the stable ones. */
    let waiting: PageMap[] = [
      ...Array.from({ length: stableIntervals }, () => noPages(memory)),
      allPages(memory),
    ];
    let leftBefore = memory.pages;
    let inPhaseOne = true;
    return yield* copyInRounds(context, {
      limits: options,
      first: allPages(memory),
      minRoundSeconds: () => (inPhaseOne ? options.minIntervalSeconds : 0),
      endRound: (dirty, unsent) => {
        const unstable = inPhaseOne ? waiting.slice(0, -1) : [];
        const aged = unstable.map((pages) => minus(pages, dirty));
        const stable = plus(aged.pop() ?? noPages(memory), minus(unsent, dirty));
        waiting = [dirty, ...aged, stable];
        const left = waiting.reduce(plus, noPages(memory));
        const leftPages = countPages(left);
        const duplicating = !inPhaseOne && leftPages >= leftBefore * (1 - options.minShrinkInPhaseTwo);
        if (leftPages > leftBefore * (1 - options.minShrink)) inPhaseOne = false;
        leftBefore = leftPages;
        return {
          toSend: inPhaseOne ? stable : left,
          left,
          mayStop: leftPages < options.minDirtyPages || duplicating,
        };
      },
    });
  };
