import { type Estimate, formatDuration, type Strategy } from '@migration-tags/simulator';

/** Where a number is not known. Never 0, never a dash that could be read as none. */
export const UNKNOWN = 'unknown';

export const STRATEGY_TITLES: Readonly<Record<Strategy, string>> = {
  unguided: 'Tags off',
  guided: 'Tags on',
  oracle: 'Best start with hindsight',
  'stall-detect': 'Stall detection',
  'cycle-detect': 'Cycle detection',
};

export const milliseconds = (value: number | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : formatDuration(value / 1000);

/** `12.4 MiB` and its doubt `10 MiB – 15 MiB`, the latter `null` for an exact number. */
export interface EstimateText {
  readonly likely: string;
  readonly between: string | null;
}

export const estimateText = (estimate: Estimate | null, format: (value: number) => string): EstimateText => {
  if (estimate === null) return { likely: UNKNOWN, between: null };
  const [low, high] = [format(estimate.low), format(estimate.high)];
  return { likely: format(estimate.likely), between: low === high ? null : `${low} – ${high}` };
};

/** A share of 0 to 1 as a whole percentage that says 0 % and 100 % only when it is. */
export const percent = (share: number): string => {
  if (share > 0 && share < 0.005) return '< 1 %';
  if (share < 1 && share > 0.995) return '> 99 %';
  return `${Math.round(share * 100)} %`;
};

export const count = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;
