import { isExhausted, type RoundLimits, XEN_LIMITS } from '../engine/round-limits.ts';
import { PAGE_BYTES } from '../model/page.ts';

/** What a prediction needs to know of the VM and the hosts. */
export interface PredictionSetup {
  readonly memoryPages: number;
  readonly bytesPerSecond: number;
  /** Setting up the migration. */
  readonly preOverheadSeconds: number;
  /** Starting the VM at the destination; part of the downtime. */
  readonly postOverheadSeconds: number;
}

export interface Prediction {
  readonly totalSeconds: number;
  readonly downtimeSeconds: number;
  readonly sentPages: number;
  readonly rounds: number;
}

/**
 * Xen's loop on a model of dirtying, as both models of Akoush et al. 2010 (MASCOTS) replay it. Reconstruction: of the
 * paper only the abstract was read.
 * @param dirtyPages distinct pages dirtied in an interval; seconds since the migration began
 */
export function replayXen(
  setup: PredictionSetup,
  dirtyPages: (fromSeconds: number, toSeconds: number) => number,
  limits: RoundLimits = XEN_LIMITS,
): Prediction {
  const { memoryPages, preOverheadSeconds, postOverheadSeconds } = setup;
  const secondsAPage = PAGE_BYTES / setup.bytesPerSecond;
  let now = preOverheadSeconds;
  let toSend = memoryPages;
  let sentPages = 0;
  for (let round = 1; ; round += 1) {
    const start = now;
    now += toSend * secondsAPage;
    sentPages += toSend;
    toSend = Math.min(memoryPages, dirtyPages(start, now));
    if (toSend < limits.minDirtyPages || isExhausted(limits, round, sentPages, memoryPages)) {
      const downtimeSeconds = toSend * secondsAPage + postOverheadSeconds;
      return {
        totalSeconds: now + downtimeSeconds,
        downtimeSeconds,
        sentPages: sentPages + toSend,
        rounds: round + 1,
      };
    }
  }
}
