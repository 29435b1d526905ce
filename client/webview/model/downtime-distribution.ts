import type { Distribution, Message, Outcomes } from '@migration-tags/simulator';
import { COMPARED, type Compared } from './cards.ts';
import { STRATEGY_TITLES } from './wording.ts';

/** One completing run. */
export interface SingleRun {
  readonly downtimeMs: number;
  readonly forced: boolean;
}

export type SingleRuns = Readonly<Record<Compared, readonly SingleRun[]>>;

export interface DistributionRow {
  readonly strategy: Compared;
  readonly title: Message;
  /** Milliseconds; `null`: no run completes. */
  readonly downtimeMs: Distribution | null;
  /** Empty until single runs are made. */
  readonly runs: readonly SingleRun[];
}

export interface DowntimeDistribution {
  readonly rows: readonly DistributionRow[];
  /** Whole decades that hold every quantile and the downtime limit, milliseconds. */
  readonly axis: { readonly low: number; readonly high: number; readonly ticks: readonly number[] };
  readonly limitMs: number;
}

/** Below a tenth of a millisecond nothing is told apart. */
const LEAST_MS = 0.1;

export const downtimeDistribution = (
  outcomes: Outcomes,
  limitMs: number,
  singleRuns: SingleRuns | null,
): DowntimeDistribution => {
  const rows = COMPARED.map((strategy) => ({
    strategy,
    title: STRATEGY_TITLES[strategy],
    downtimeMs: outcomes[strategy]?.downtimeMs ?? null,
    runs: singleRuns?.[strategy] ?? [],
  }));
  const values = [
    limitMs,
    ...rows.flatMap(({ downtimeMs: d }) => (d ? [d.p5, d.p95, d.mean] : [])),
    ...rows.flatMap(({ runs }) => runs.map(({ downtimeMs }) => downtimeMs)),
  ].map((value) => Math.max(LEAST_MS, value));
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    rows,
    axis: {
      low: 10 ** from,
      high: 10 ** to,
      ticks: Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)),
    },
    limitMs,
  };
};

/** Where a value stands on the axis, 0 to 1. */
export const positionOnAxis = ({ low, high }: DowntimeDistribution['axis'], valueMs: number): number =>
  Math.log(Math.max(low, Math.min(high, valueMs)) / low) / Math.log(high / low);
