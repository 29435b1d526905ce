import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { exhausted, type RoundLimits, sendQuietPages, stopAndCopy, XEN_LIMITS } from './rounds.ts';

/** Rounds over what the previous round's time dirtied, until Xen's stop conditions. */
export const xenPrecopy =
  (limits: RoundLimits = XEN_LIMITS): PageAlgorithm =>
  (host) => {
    let toSend = PageSet.full(host.pages);
    let sentPages = 0;
    for (let round = 1; ; round += 1) {
      sentPages += sendQuietPages(host, toSend);
      toSend = host.takeDirtyLog();
      if (toSend.size < limits.minDirtyPages || exhausted(host, limits, round, sentPages)) {
        stopAndCopy(host, toSend);
        return round + 1;
      }
    }
  };
