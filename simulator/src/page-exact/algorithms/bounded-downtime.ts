import { BOUNDED_DOWNTIME_DEFAULTS, type BoundedDowntimeOptions } from '../../engine/bounded-downtime.ts';
import { isExhausted } from '../../engine/round-limits.ts';
import { PAGE_WIRE_BYTES } from '../migration-host.ts';
import type { PageAlgorithm } from '../page-algorithm.ts';
import { PageSet } from '../page-set.ts';
import { sendQuietPages, stopAndCopy } from './rounds.ts';

/**
 * Stops once the union of the last intervals' dirty sets, the pages that alternate between dirty and
 * clean included, fits the downtime limit at link speed. Reconstruction of Lin et al. 2017, of which only the
 * title is public.
 */
export const boundedDowntime =
  (options: BoundedDowntimeOptions = BOUNDED_DOWNTIME_DEFAULTS): PageAlgorithm =>
  (host) => {
    const { downtimeLimitSeconds, linkBytesPerSecond, switchOverSeconds, latencySeconds } = host.settings;
    const copySeconds = downtimeLimitSeconds - switchOverSeconds - latencySeconds;
    const boundPages = Math.max(0, (copySeconds * linkBytesPerSecond) / PAGE_WIRE_BYTES);
    const recent: PageSet[] = [];
    let toSend = PageSet.full(host.pages);
    let sentPages = 0;
    for (let round = 1; ; round += 1) {
      const startSeconds = host.clockSeconds;
      sentPages += sendQuietPages(host, toSend);
      host.idle(Math.max(0, options.minIntervalSeconds - (host.clockSeconds - startSeconds)));
      toSend = host.takeDirtyLog();
      recent.push(toSend);
      if (recent.length > options.intervals) recent.shift();
      const crossReferenced = recent.reduce((union, set) => union.union(set), new PageSet(host.pages));
      const bounded = recent.length === options.intervals && crossReferenced.size <= boundPages;
      if (bounded || isExhausted(options, round, sentPages, host.pages)) {
        stopAndCopy(host, toSend);
        return round + 1;
      }
    }
  };
