import { copyInRounds } from './copy-in-rounds.ts';
import type { Engine } from './engine.ts';
import { allPages, countPages, noPages, type PageMap, union } from './page-map.ts';
import { PAGE_WIRE_BYTES } from './qemu-sender.ts';
import { type RoundLimits, XEN_LIMITS } from './round-limits.ts';
import { SWITCH_SECONDS } from './switch-over.ts';

export interface BoundedDowntimeOptions extends RoundLimits {
  /** Intervals whose dirty sets are cross-referenced. */
  readonly intervals: number;
  /** The shortest interval between two looks at the dirty log. */
  readonly minIntervalSeconds: number;
}

/** Reconstruction: two intervals are the fewest that show a page alternating; the interval is QEMU's window. */
export const BOUNDED_DOWNTIME_DEFAULTS: BoundedDowntimeOptions = {
  ...XEN_LIMITS,
  intervals: 2,
  minIntervalSeconds: 0.1,
};

/**
 * Stops once the union of the last intervals' dirty sets, so with the pages that alternate between dirty and clean,
 * fits the downtime limit. Reconstruction of Lin et al. 2017, of which only the title is public.
 */
export const boundedDowntime = (options: BoundedDowntimeOptions = BOUNDED_DOWNTIME_DEFAULTS): Engine =>
  function* (context) {
    const { channel, memory, settings } = context;
    let recent: PageMap[] = [];
    return yield* copyInRounds(context, {
      limits: options,
      first: allPages(memory),
      minRoundSeconds: () => options.minIntervalSeconds,
      endRound: (dirty, unsent) => {
        recent = [...recent, dirty].slice(-options.intervals);
        const crossReferenced = recent.reduce(union, noPages(memory));
        const copySeconds = settings.downtimeLimitSeconds - SWITCH_SECONDS - channel.latencySeconds;
        const boundPages = (copySeconds * channel.bytesPerSecond()) / PAGE_WIRE_BYTES;
        const left = union(dirty, unsent);
        return {
          toSend: left,
          left,
          mayStop: recent.length === options.intervals && countPages(crossReferenced) <= boundPages,
        };
      },
    });
  };
