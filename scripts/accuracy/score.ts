import type { Estimate } from '@migration-tags/simulator';

/** One measured row against its estimate, both in the same unit; `null`: the analysis does not know. */
export interface Comparison {
  readonly name: string;
  readonly measured: number;
  /** Added to the estimate before the two are divided: of pages `PROFILER_FLOOR_PAGES`, of durations nothing. */
  readonly floor: number;
  /** Of the measured pages, those that the profiler wrote itself: none where they have been subtracted, as of calls. */
  readonly profilersOwn: number;
  readonly estimate: Estimate | null;
  readonly why: readonly string[];
}

export interface Score {
  readonly rows: number;
  /** Shares of all rows, the unanswered ones counting as misses. */
  readonly answered: number;
  readonly withinTwo: number;
  readonly withinFour: number;
  /** Rank correlation; unanswered rows are ranked last. */
  readonly spearman: number;
  /** Share of the answered rows whose measurement lies inside [low, high]. */
  readonly covered: number;
  /** Median of high/low over the answered rows. */
  readonly medianWidth: number;
}

/** Pages a window that the profiler writes itself: pages-notes.md, F; rows "numeric loop" of pages-micro.csv. */
export const PROFILER_FLOOR_PAGES = 15;

/** (estimate + floor) / measured; 1 is right, `null` for an unanswered row. */
export const ratioOf = ({ estimate, measured, floor }: Comparison): number | null =>
  estimate === null ? null : (estimate.likely + floor) / measured;

/** How far off, as a factor ≥ 1 in either direction; `Infinity` for an unanswered row. */
export const factorOf = (comparison: Comparison): number => {
  const ratio = ratioOf(comparison);
  return ratio === null || ratio <= 0 ? Number.POSITIVE_INFINITY : Math.max(ratio, 1 / ratio);
};

const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(holds).length / items.length;

const isCovered = ({ estimate, measured, profilersOwn }: Comparison): boolean =>
  estimate !== null && estimate.low + profilersOwn <= measured && measured <= estimate.high + profilersOwn;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  const next = sorted[Math.ceil((sorted.length - 1) / 2)];
  return middle === undefined || next === undefined ? Number.NaN : (middle + next) / 2;
};

/** Ranks from 1, ties sharing their mean rank. */
const ranksOf = (values: readonly number[]): number[] =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });

/** Spearman's ρ: Pearson's correlation of the ranks. */
export const spearman = (xs: readonly number[], ys: readonly number[]): number => {
  const [rx, ry] = [ranksOf(xs), ranksOf(ys)];
  const mean = (xs.length + 1) / 2;
  let [covariance, varianceX, varianceY] = [0, 0, 0];
  rx.forEach((rank, index) => {
    const dx = rank - mean;
    const dy = (ry[index] ?? mean) - mean;
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  });
  return covariance / Math.sqrt(varianceX * varianceY);
};

export const scoreOf = (comparisons: readonly Comparison[]): Score => {
  const answered = comparisons.filter(({ estimate }) => estimate !== null);
  return {
    rows: comparisons.length,
    answered: share(comparisons, ({ estimate }) => estimate !== null),
    withinTwo: share(comparisons, (row) => factorOf(row) <= 2),
    withinFour: share(comparisons, (row) => factorOf(row) <= 4),
    spearman: spearman(
      comparisons.map(({ measured }) => measured),
      comparisons.map(({ estimate }) => estimate?.likely ?? -1),
    ),
    covered: share(answered, isCovered),
    medianWidth: median(
      answered.flatMap(({ estimate, floor }) =>
        estimate === null ? [] : [(estimate.high + floor) / (estimate.low + floor)],
      ),
    ),
  };
};

/** 1 Gbit/s x 50 ms, rounded as the goal states it: at most so many pages in 50 ms is quiet. */
export const QUIET_PAGES = 1440;

/** Pages in 50 ms, interpolated linearly between the windows of 10 ms and 100 ms. */
const pagesIn50Ms = (in10Ms: number, in100Ms: number): number =>
  in10Ms + ((50 - 10) / (100 - 10)) * (in100Ms - in10Ms);

const isQuiet = (in10Ms: number, in100Ms: number): boolean => pagesIn50Ms(in10Ms, in100Ms) <= QUIET_PAGES;

/** Whether an estimate gives the verdict, quiet or not, that the measured windows give. */
export const quietVerdict = (
  measured: { readonly '10ms': number; readonly '100ms': number },
  estimated: { readonly '10ms': number; readonly '100ms': number },
): boolean =>
  isQuiet(measured['10ms'], measured['100ms']) ===
  isQuiet(estimated['10ms'] + PROFILER_FLOOR_PAGES, estimated['100ms'] + PROFILER_FLOOR_PAGES);
