import {
  counted,
  type Estimate,
  formatDuration,
  type Message,
  type Strategy,
  say,
  saysTheSame,
} from '@migration-tags/simulator';

/** Where a number is not known. Never 0, never a dash that could be read as none. */
export const UNKNOWN = say`unknown`;

export const STRATEGY_TITLES: Readonly<Record<Strategy, Message>> = {
  unguided: say`Tags off`,
  guided: say`Tags on`,
  oracle: say`Best start with hindsight`,
  'stall-detect': say`Stall detection`,
  'cycle-detect': say`Cycle detection`,
};

export const milliseconds = (value: number | null | undefined): Message =>
  value === null || value === undefined ? UNKNOWN : formatDuration(value / 1000);

/** `12.4 MiB` and its doubt `10 MiB – 15 MiB`, the latter `null` for an exact number. */
export interface EstimateText {
  readonly likely: Message;
  readonly between: Message | null;
}

export const estimateText = (estimate: Estimate | null, format: (value: number) => Message): EstimateText => {
  if (estimate === null) return { likely: UNKNOWN, between: null };
  const [low, high] = [format(estimate.low), format(estimate.high)];
  return {
    likely: format(estimate.likely),
    between: saysTheSame(low, high) ? null : say`${low} \u2013 ${high}`,
  };
};

/** A share of 0 to 1 as a whole percentage that says 0 % and 100 % only when it is. */
export const percent = (share: number): Message => {
  if (share > 0 && share < 0.005) return say`< 1 %`;
  if (share < 1 && share > 0.995) return say`> 99 %`;
  return say`${Math.round(share * 100)} %`;
};

export const runsText = (runs: number): Message => counted(runs, say`1 run`, say`${runs} runs`);
