/**
 * A number with its doubt: `low ≤ likely ≤ high`, all finite. An exact number has all three equal.
 * A number that is not known is `null` where an `Estimate` could stand; it is never 0 and never NaN.
 */
export interface Estimate {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export const exactly = (value: number): Estimate => ({ low: value, likely: value, high: value });

export const isExact = (estimate: Estimate): boolean => estimate.low === estimate.high;

/** Applies a monotone non-decreasing function to the three points. */
export const mapEstimate = (estimate: Estimate, increasing: (value: number) => number): Estimate => ({
  low: increasing(estimate.low),
  likely: increasing(estimate.likely),
  high: increasing(estimate.high),
});
