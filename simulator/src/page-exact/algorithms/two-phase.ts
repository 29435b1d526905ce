import { isExhausted } from '../../engine/round-limits.ts';
import { TWO_PHASE_DEFAULTS, type TwoPhaseOptions } from '../../engine/two-phase.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { stopAndCopy } from './rounds.ts';

/**
 * Phase 1 sends only pages that have been stable for some intervals; phase 2 is Xen's pre-copy over
 * what is left, and stops when a round leaves hardly less than the one before.
 * Reconstruction of Lin, Huang and Jian 2012: the rules that change and end the phases are ours.
 */
export const twoPhase =
  (options: TwoPhaseOptions = TWO_PHASE_DEFAULTS): PageAlgorithm =>
  (host) => {
    const quietIntervals = new Uint8Array(host.pages).fill(options.stableIntervals);
    let left = PageSet.full(host.pages);
    let sentPages = 0;
    let inPhaseOne = true;
    for (let round = 1; ; round += 1) {
      const startSeconds = host.clockSeconds;
      const before = left.size;
      for (const page of left) {
        if (inPhaseOne && (quietIntervals[page] ?? 0) < options.stableIntervals) continue;
        if (host.isDirtyAgain(page)) continue;
        host.send(page);
        left.delete(page);
        sentPages += 1;
      }
      if (inPhaseOne) host.idle(Math.max(0, options.minIntervalSeconds - (host.clockSeconds - startSeconds)));
      const dirty = host.takeDirtyLog();
      for (let page = 0; page < host.pages; page += 1) {
        quietIntervals[page] = dirty.has(page)
          ? 0
          : Math.min((quietIntervals[page] ?? 0) + 1, options.stableIntervals);
      }
      left = left.union(dirty);
      const duplicating = !inPhaseOne && left.size >= before * (1 - options.minShrinkInPhaseTwo);
      if (
        left.size < options.minDirtyPages ||
        duplicating ||
        isExhausted(options, round, sentPages, host.pages)
      ) {
        stopAndCopy(host, left);
        return round + 1;
      }
      if (left.size > before * (1 - options.minShrink)) inPhaseOne = false;
    }
  };
