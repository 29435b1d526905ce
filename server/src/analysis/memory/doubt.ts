import type { Estimate } from '@migration-tags/simulator';

/**
 * How far pages of programs that nobody measured lie from the model's, beyond what the bounds of a summary say. The constants are
 * calibrated, not derived: on the rows of pages-programs.csv and pages-functions.csv, so that four of five measured rows lie inside; how
 * they do on rows that they were not calibrated on stands in docs/accuracy.md ("unseen").
 */

/** Factors ≥ 1, either way: of what the collector manages, and of what is written in place. */
export interface RateDoubt {
  readonly collected: number;
  readonly inPlace: number;
}

export const NO_DOUBT: RateDoubt = { collected: 1, inPlace: 1 };

/**
 * Every call and loop that an estimate goes through guesses anew (a branch, a trip count, an object that may or may not be allocated). Independent
 * errors add in quadrature, so the logarithm of the doubt grows with the root of the levels. Micro entities, 1 to 4 levels, allocate
 * within 2x of the estimate in 4 of 5 rows; programs, 5 to 30 levels, within 5x, where the summary's own bounds already allow 2x.
 */
export const rateDoubt = (levels: number): RateDoubt => ({
  collected: Math.exp(0.33 * Math.sqrt(levels)),
  inPlace: Math.exp(0.25 * Math.sqrt(levels)),
});

/**
 * The same for what one call writes: how long it takes does not come into it. Calibrated on pages-functions.csv: of the rows without an open
 * question, 5 to 15 levels, four of five lie within 2x of the estimate, of which the summary's own bounds allow 1.6x; nine of ten of all rows lie inside.
 */
export const callDoubt = (levels: number): RateDoubt => ({
  collected: Math.exp(0.16 * Math.sqrt(levels)),
  inPlace: rateDoubt(levels).inPlace,
});

/** How wide an estimate is shown: at least `least`, at most `down` and `up`, factors ≥ 1. */
export interface Width {
  readonly least: number;
  readonly down: number;
  readonly up: number;
}

/** What is known of pages, which decides how wide their estimate is. */
export type Knowledge =
  /** Written in place, where what is written decides. */
  | 'in place'
  /** Both semi-spaces at their largest: more than they hold is written only by what grows. */
  | 'saturated'
  /** The semi-spaces have a size between the smallest and the largest. */
  | 'growing'
  /** A question is open: a trip count, a size. */
  | 'open'
  /** The same of one call: how long it lasts does not come into it, nor how far semi-spaces have grown. */
  | 'open call';

/**
 * Calibrated on pages-programs.csv. "saturated": measured 0.9 to 1.2 times two full semi-spaces, or down to a quarter where they had not
 * grown so far. "growing": the semi-space may be two doublings off either way, and the rate besides. "open": of the 25 programs with an open
 * question that docs/accuracy.md lists (programs, unseen and second unseen), 22 lie within 8x of the estimate. "open call": of 35 calls with one
 * (the same sets of functions) 32 do. At the least, repetitions of one measurement differ by 1.08x at the median and 1.74x at the 90th
 * percentile (docs/accuracy.md).
 */
export const widthOf = (knowledge: Knowledge, doubt: RateDoubt): Width => {
  switch (knowledge) {
    case 'in place':
      return { least: doubt.inPlace, down: doubt.inPlace ** 2, up: doubt.inPlace ** 2 };
    case 'saturated':
      return { least: 1.3, down: 4, up: 1.9 };
    case 'growing':
      return { least: 1.3, down: 5, up: 5 };
    case 'open':
      return { least: 1.3, down: 8, up: 8 };
    case 'open call':
      return { least: 1.3, down: 10, up: 10 };
  }
};

/**
 * Boundary pages of a region; and what the runtime writes now and then: rows without any allocation show up to 27 pages in 100 ms where
 * the profiler's own are 15 (awfy NBody, plb2 nqueen).
 */
const EDGE_PAGES = { low: 4, high: 12 } as const;

/** Old objects, code and tables that busy programs write besides: awfy CD and DeltaBlue lie 1 to 3 % above two semi-spaces. */
const BESIDES = 1.03;

/** `bounds`, kept within the width around `likely`, and so many pages more at the ends. */
export const doubted = ({ low, likely, high }: Estimate, { least, down, up }: Width): Estimate => ({
  low: Math.max(0, Math.min(Math.max(low, likely / down), likely / least) - EDGE_PAGES.low),
  likely,
  high: Math.max(Math.min(high, likely * up), likely * least) * BESIDES + EDGE_PAGES.high,
});
