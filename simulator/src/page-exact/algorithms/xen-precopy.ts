import { isExhausted, type RoundLimits, XEN_LIMITS } from '../../engine/round-limits.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { sendQuietPages, stopAndCopy } from './rounds.ts';

/** Rounds over what the previous round's time dirtied, until Xen's stop conditions. */
export const xenPrecopy =
  (limits: RoundLimits = XEN_LIMITS): PageAlgorithm =>
  (host) => {
    let toSend = PageSet.full(host.pages);
    let sentPages = 0;
    for (let round = 1; ; round += 1) {
      sentPages += sendQuietPages(host, toSend);
      toSend = host.takeDirtyLog();
      if (toSend.size < limits.minDirtyPages || isExhausted(limits, round, sentPages, host.pages)) {
        stopAndCopy(host, toSend);
        return round + 1;
      }
    }
  };
