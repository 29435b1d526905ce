import type { Estimate } from '@migration-tags/simulator';

/**
 * Interval arithmetic on non-negative quantities (counts, bytes, nanoseconds): every operation keeps
 * `low ≤ likely ≤ high`. All results are finite; factors are capped at `LARGEST`.
 */
export type Quantity = Estimate;

/** Beyond any count that matters; keeps products finite. */
const LARGEST = 1e18;

const finite = (value: number): number => (Number.isNaN(value) ? 0 : Math.min(Math.max(value, 0), LARGEST));

export const quantity = (low: number, likely = low, high = likely): Quantity => ({
  low: finite(Math.min(low, likely)),
  likely: finite(likely),
  high: finite(Math.max(likely, high)),
});

export const NOTHING: Quantity = quantity(0);
export const ONCE: Quantity = quantity(1);

/** What is known exactly, or as it is known. */
export const asQuantity = (value: number | Quantity): Quantity =>
  typeof value === 'number' ? quantity(value) : value;

export const add = (a: Quantity, b: Quantity): Quantity =>
  quantity(a.low + b.low, a.likely + b.likely, a.high + b.high);

export const sum = (terms: readonly Quantity[]): Quantity => terms.reduce(add, NOTHING);

export const multiply = (a: Quantity, b: Quantity): Quantity =>
  quantity(a.low * b.low, a.likely * b.likely, a.high * b.high);

export const scale = (a: Quantity, factor: number): Quantity =>
  quantity(a.low * factor, a.likely * factor, a.high * factor);

export const smallest = (a: Quantity, b: Quantity): Quantity =>
  quantity(Math.min(a.low, b.low), Math.min(a.likely, b.likely), Math.min(a.high, b.high));

export const largest = (a: Quantity, b: Quantity): Quantity =>
  quantity(Math.max(a.low, b.low), Math.max(a.likely, b.likely), Math.max(a.high, b.high));

/** Each bound moved outwards by a factor ≥ 1. */
export const widen = (a: Quantity, factor: number): Quantity =>
  quantity(a.low / factor, a.likely, a.high * factor);
