import { PAGE_BYTES } from './page.ts';
import type { WriteRegion } from './workload.ts';

/** A region whose two estimates have been settled to numbers. */
export interface ExactRegion {
  readonly rangeBytes: number;
  readonly ratePagesPerSecond: number;
  readonly pattern: 'sweep' | 'random';
}

/**
 * Distinct bytes dirtied `seconds` after a clean bitmap, by one region: `min(D·t, W)` for a sweep,
 * `W·(1 − e^(−D·t/W))` for random writes (each write hits a page with probability 1/W).
 */
export function regionDirtyBytes(region: ExactRegion, seconds: number): number {
  const writtenBytes = region.ratePagesPerSecond * seconds * PAGE_BYTES;
  const { rangeBytes } = region;
  if (rangeBytes === 0 || writtenBytes === 0) return 0;
  return region.pattern === 'sweep'
    ? Math.min(writtenBytes, rangeBytes)
    : -rangeBytes * Math.expm1(-writtenBytes / rangeBytes);
}

/** The dirty curve `U(t)` of disjoint regions, at their likely values. */
export const dirtyBytes = (writes: readonly WriteRegion[], seconds: number): number =>
  writes.reduce(
    (sum, { rangeBytes, ratePagesPerSecond, pattern }) =>
      sum +
      regionDirtyBytes(
        { rangeBytes: rangeBytes.likely, ratePagesPerSecond: ratePagesPerSecond.likely, pattern },
        seconds,
      ),
    0,
  );
