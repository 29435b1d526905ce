/** What an operator's tool does at a reading of the dirty bitmap; `switch-over` holds whatever the downtime limit says. */
export type Advice = 'go-on' | 'switch-over' | 'give-up';

/** Told of every reading of the dirty bitmap of one attempt. */
export interface Advisor {
  round(atSeconds: number, pendingBytes: number, sentBytes: number): Advice;
}

// The constants are the defaults of KubeVirt's proposal VEP 248 (2026), page migration-hyperparameters.

/** `progressTimeout`: a pass that leaves no less than the best one of so long ago has stalled. */
const PROGRESS_TIMEOUT_SECONDS = 60;
/** `stallMargin`: how far from the target counts as the same. */
const MARGIN = 0.04;
/** `maxDowntimeMs`: the longest downtime that is accepted, after a stall, in place of the limit. */
const MOST_DOWNTIME_SECONDS = 0.9;
/** `precopyPossibleFactor`: from this many times the longest downtime on, the migration is hopeless. */
const HOPELESS_FACTOR = 1.5;
/** `patienceWindowDecayFactor`: the wait for the next, larger target is so much shorter. */
const PATIENCE_DECAY = 0.5;
const LEAST_PATIENCE_SECONDS = 1;
/** `ewmaAlpha`: weight of the newest bandwidth sample. */
const BANDWIDTH_WEIGHT = 0.4;

interface Pass {
  readonly atSeconds: number;
  readonly pendingBytes: number;
}

type Stage =
  | { readonly kind: 'copying' }
  /** Waits for a pass about as small as the target. */
  | {
      readonly kind: 'stalled';
      readonly sinceSeconds: number;
      readonly targetBytes: number;
      readonly patienceSeconds: number;
      readonly relaxAtSeconds: number;
    }
  /** The downtime limit is raised; without a pass that fits it in time the migration is given up. */
  | { readonly kind: 'raised'; readonly giveUpAtSeconds: number };

/**
 * KubeVirt's convergence detection (enhancement proposal VEP 248, section "Monitor Loop & Algorithm"; pre-copy only, no
 * workload disruption): at pass boundaries, without the guest's help, it notices that passes no longer shrink, waits for
 * a pass about as small as the smallest, and there raises the downtime limit, or gives up when the pass is hopelessly
 * large. A target that does not come again is relaxed to the next larger pass seen since the stall, after ever shorter
 * waits. Bandwidth is sampled at pass boundaries here, every 400 ms in the proposal.
 */
export function createStallDetector(): Advisor {
  const passes: Pass[] = [];
  let stage: Stage = { kind: 'copying' };
  let bandwidth: number | null = null;
  let lastSentBytes = 0;

  const sampleBandwidth = (atSeconds: number, sentBytes: number): void => {
    const elapsed = atSeconds - (passes.at(-1)?.atSeconds ?? atSeconds);
    if (elapsed > 0) {
      const sample = (sentBytes - lastSentBytes) / elapsed;
      bandwidth = bandwidth === null ? sample : bandwidth + BANDWIDTH_WEIGHT * (sample - bandwidth);
    }
    lastSentBytes = sentBytes;
  };
  const downtimeSeconds = (bytes: number): number =>
    bandwidth === null ? Number.POSITIVE_INFINITY : bytes / bandwidth;

  const raise = (atSeconds: number, pendingBytes: number, targetBytes: number): Advice => {
    if (downtimeSeconds(targetBytes) >= HOPELESS_FACTOR * MOST_DOWNTIME_SECONDS) return 'give-up';
    stage = { kind: 'raised', giveUpAtSeconds: atSeconds + PROGRESS_TIMEOUT_SECONDS };
    return fits(pendingBytes);
  };
  const fits = (pendingBytes: number): Advice =>
    downtimeSeconds(pendingBytes) <= MOST_DOWNTIME_SECONDS ? 'switch-over' : 'go-on';

  return {
    round(atSeconds, pendingBytes, sentBytes) {
      sampleBandwidth(atSeconds, sentBytes);
      passes.push({ atSeconds, pendingBytes });
      switch (stage.kind) {
        case 'copying': {
          const best = smallest(
            passes.filter((pass) => pass.atSeconds <= atSeconds - PROGRESS_TIMEOUT_SECONDS),
          );
          if (best === null || pendingBytes < best.pendingBytes * (1 - MARGIN)) return 'go-on';
          const samples = passes
            .filter((pass) => pass.atSeconds >= best.atSeconds)
            .map((pass) => pass.pendingBytes);
          const targetBytes = Math.min(...samples);
          // Passes that are all alike leave nothing to wait for.
          if (targetBytes > (1 - MARGIN) * Math.max(...samples))
            return raise(atSeconds, pendingBytes, targetBytes);
          stage = {
            kind: 'stalled',
            sinceSeconds: atSeconds,
            targetBytes,
            patienceSeconds: PROGRESS_TIMEOUT_SECONDS,
            relaxAtSeconds: atSeconds + PROGRESS_TIMEOUT_SECONDS,
          };
          return 'go-on';
        }
        case 'stalled': {
          if (!isNear(pendingBytes, stage.targetBytes) && atSeconds >= stage.relaxAtSeconds) {
            const { sinceSeconds, targetBytes } = stage;
            const larger = passes.filter(
              (pass) => pass.atSeconds > sinceSeconds && pass.pendingBytes > targetBytes,
            );
            const patienceSeconds = Math.max(LEAST_PATIENCE_SECONDS, PATIENCE_DECAY * stage.patienceSeconds);
            stage = {
              kind: 'stalled',
              sinceSeconds,
              targetBytes: smallest(larger)?.pendingBytes ?? targetBytes,
              patienceSeconds,
              relaxAtSeconds: atSeconds + patienceSeconds,
            };
          }
          return isNear(pendingBytes, stage.targetBytes)
            ? raise(atSeconds, pendingBytes, stage.targetBytes)
            : 'go-on';
        }
        case 'raised':
          return atSeconds >= stage.giveUpAtSeconds ? 'give-up' : fits(pendingBytes);
      }
    },
  };
}

const isNear = (pendingBytes: number, targetBytes: number): boolean =>
  pendingBytes <= (1 + MARGIN) * targetBytes;

function smallest(passes: readonly Pass[]): Pass | null {
  let best: Pass | null = null;
  for (const pass of passes) if (best === null || pass.pendingBytes < best.pendingBytes) best = pass;
  return best;
}
