/** Told of every reading of the dirty bitmap; may let the migration switch over although its downtime limit forbids it. */
export interface Advisor {
  /** `true`: switch over now, whatever the limit. */
  round(atSeconds: number, pendingBytes: number, sentBytes: number): boolean;
}

/** A pass that leaves no less than the best one of so long ago has stalled. */
const STALL_AGE_SECONDS = 40;
const STALL_SHARE = 0.96;
/** How close to the least ever seen counts as a local minimum. */
const MINIMUM_SHARE = 1.04;
/** The longest downtime that is accepted instead of the limit. */
const MOST_DOWNTIME_SECONDS = 0.9;
/** Without a local minimum for half the stall's age, anything within the longest downtime will do. */
const PATIENCE_SECONDS = 0.5 * STALL_AGE_SECONDS;
/** Weight of the newest bandwidth sample. */
const BANDWIDTH_WEIGHT = 0.4;

interface Pass {
  readonly atSeconds: number;
  readonly pendingBytes: number;
}

/**
 * KubeVirt's convergence detection (enhancement proposal VEP 248, 2026): at pass boundaries, without the guest's help,
 * it notices that passes no longer shrink, waits for a pass about as small as the smallest, and switches over there.
 * The constants are the proposal's; how its patience relaxes the target is our reconstruction.
 */
export function createStallDetector(): Advisor {
  const passes: Pass[] = [];
  let bandwidth: number | null = null;
  let lastSentBytes = 0;
  let stalledAtSeconds: number | null = null;

  return {
    round(atSeconds, pendingBytes, sentBytes) {
      const last = passes[passes.length - 1];
      const elapsed = atSeconds - (last?.atSeconds ?? atSeconds);
      if (elapsed > 0) {
        const sample = (sentBytes - lastSentBytes) / elapsed;
        bandwidth = bandwidth === null ? sample : bandwidth + BANDWIDTH_WEIGHT * (sample - bandwidth);
      }
      lastSentBytes = sentBytes;
      passes.push({ atSeconds, pendingBytes });

      const old = passes.filter((pass) => pass.atSeconds <= atSeconds - STALL_AGE_SECONDS);
      if (stalledAtSeconds === null && old.length > 0 && pendingBytes >= STALL_SHARE * least(old)) {
        stalledAtSeconds = atSeconds;
      }
      if (stalledAtSeconds === null || bandwidth === null) return false;
      const impatient = atSeconds - stalledAtSeconds > PATIENCE_SECONDS;
      const minimal = impatient || pendingBytes <= MINIMUM_SHARE * least(passes);
      return minimal && pendingBytes / bandwidth <= MOST_DOWNTIME_SECONDS;
    },
  };
}

const least = (passes: readonly Pass[]): number => Math.min(...passes.map((pass) => pass.pendingBytes));
