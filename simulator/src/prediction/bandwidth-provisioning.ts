import type { Scenario } from '../model/scenario.ts';
import { simulate } from '../simulate.ts';

/** What a migration is promised to take at most: its 95th percentiles. */
export interface DelayLimits {
  readonly downtimeSeconds: number;
  readonly totalSeconds: number;
}

export interface BandwidthRange {
  readonly leastBytesPerSecond: number;
  readonly mostBytesPerSecond: number;
}

/** The answer is this close to the least bandwidth that will do. */
const PRECISION = 0.01;
/** More rounds can make a little more bandwidth worse: the answer has to hold up to here … */
const VERIFIED_UP_TO = 1.25;
/** … at so many points. */
const VERIFIED_POINTS = 6;

/**
 * The least bandwidth that keeps the limits, and keeps them with up to a quarter more: the inverse problem of Zhang
 * et al. 2016 (IEEE TC 65(9)), solved by simulation where the paper has a formula. `null`: not within the range.
 * @param keepsLimits does a migration at so many bytes a second?
 */
export function leastBandwidth(
  range: BandwidthRange,
  keepsLimits: (bytesPerSecond: number) => boolean,
): number | null {
  let floor = range.leastBytesPerSecond;
  while (floor <= range.mostBytesPerSecond) {
    const candidate = bisect(floor, range.mostBytesPerSecond, keepsLimits);
    if (candidate === null) return null;
    const failing = Array.from(
      { length: VERIFIED_POINTS },
      (_, point) => candidate * (1 + ((VERIFIED_UP_TO - 1) * point) / (VERIFIED_POINTS - 1)),
    ).findLast((bytesPerSecond) => !keepsLimits(bytesPerSecond));
    if (failing === undefined) return candidate;
    floor = failing * (1 + PRECISION);
  }
  return null;
}

/** As for `leastBandwidth`, by running the scenario's first strategy on links of different bandwidth. */
export const leastBandwidthFor = (
  scenario: Scenario,
  limits: DelayLimits,
  range: BandwidthRange,
): number | null =>
  leastBandwidth(range, (bandwidthBytesPerSecond) => {
    const link = { ...scenario.link, bandwidthBytesPerSecond };
    const [outcome] = Object.values(simulate({ ...scenario, link }));
    if (outcome === undefined || outcome.converged < 1) return false;
    const { downtimeMs, totalMs } = outcome;
    if (downtimeMs === null || totalMs === null) return false;
    return downtimeMs.p95 <= limits.downtimeSeconds * 1000 && totalMs.p95 <= limits.totalSeconds * 1000;
  });

/** Halves the range, by ratio, until its ends are within the precision; `null` when even the most does not do. */
function bisect(least: number, most: number, holds: (value: number) => boolean): number | null {
  if (holds(least)) return least;
  if (!holds(most)) return null;
  let fails = least;
  let does = most;
  while (does > fails * (1 + PRECISION)) {
    const middle = Math.sqrt(fails * does);
    if (holds(middle)) does = middle;
    else fails = middle;
  }
  return does;
}
