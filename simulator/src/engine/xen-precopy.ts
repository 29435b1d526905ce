import { PAGE_BYTES } from '../model/page.ts';
import { copyInRounds } from './copy-in-rounds.ts';
import type { Engine } from './engine.ts';
import { allPages, countPages, union } from './page-map.ts';
import { type RoundLimits, XEN_LIMITS } from './round-limits.ts';
import { liveBytesPerSecond, sendQuietPages } from './round-sender.ts';

/** Clark et al. 2005: each round is sent somewhat faster than the guest dirtied pages in the round before. */
export interface AdaptiveRate {
  readonly startBytesPerSecond: number;
  readonly stepBytesPerSecond: number;
}

export interface XenOptions extends RoundLimits {
  /** `null`: always at link speed or at the cap. */
  readonly adaptiveRate: AdaptiveRate | null;
}

export const XEN_DEFAULTS: XenOptions = { ...XEN_LIMITS, adaptiveRate: null };

/** Xen's pre-copy: rounds over what was dirtied during the round before, stopped by count. */
export const xenPrecopy = (options: XenOptions = XEN_DEFAULTS): Engine =>
  function* (context) {
    const { adaptiveRate } = options;
    let bytesPerSecond = adaptiveRate?.startBytesPerSecond ?? Number.POSITIVE_INFINITY;
    let roundStartSeconds = context.now();
    const rate = (): number => Math.min(liveBytesPerSecond(context), bytesPerSecond);
    return yield* copyInRounds(context, {
      limits: options,
      first: allPages(context.memory),
      sendRound: (toSend) => sendQuietPages(context, toSend, rate),
      endRound: (dirty, unsent) => {
        const left = union(dirty, unsent);
        const now = context.now();
        if (adaptiveRate !== null && now > roundStartSeconds) {
          const dirtiedPerSecond = (countPages(dirty) * PAGE_BYTES) / (now - roundStartSeconds);
          bytesPerSecond = dirtiedPerSecond + adaptiveRate.stepBytesPerSecond;
        }
        roundStartSeconds = now;
        return { toSend: left, left, mayStop: countPages(left) < options.minDirtyPages };
      },
    });
  };
