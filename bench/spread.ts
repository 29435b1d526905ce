/** What a run of measurements is summed up as. */
export interface Spread {
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
}

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const rounded = (value: number): number => Math.round(value * 100) / 100;

export const spread = (values: readonly number[]): Spread => ({
  min: rounded(Math.min(...values)),
  p50: rounded(median(values)),
  p95: rounded(quantile(values, 0.95)),
});

export const ratioOfMedians = (ours: readonly number[], theirs: readonly number[]): number =>
  rounded(median(ours) / median(theirs));
