import { type Estimate, exactly, PAGE_BYTES, type WriteRegion } from '@migration-tags/simulator';
import { quantity } from '../effects/quantity.ts';
import { distinctPages } from './page-source.ts';

/** Distinct pages dirtied `seconds` after a clean bitmap: the sum over disjoint regions (DESIGN "dirty curve"). */
export const pagesWithin = (regions: readonly WriteRegion[], seconds: number): Estimate => {
  const at = (bound: keyof Estimate): number =>
    regions
      .map(({ ratePagesPerSecond, rangeBytes, pattern }) =>
        distinctPages(ratePagesPerSecond[bound] * seconds, rangeBytes[bound] / PAGE_BYTES, pattern),
      )
      .reduce((total, pages) => total + pages, 0);
  return regions.length === 0 ? exactly(0) : quantity(at('low'), at('likely'), at('high'));
};
