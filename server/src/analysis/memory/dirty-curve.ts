import { type Estimate, exactly, PAGE_BYTES, type WriteRegion } from '@migration-tags/simulator';
import { quantity } from '../effects/quantity.ts';
import { distinctPages } from './page-source.ts';

/** Distinct pages dirtied `seconds` after a clean bitmap: the sum over disjoint regions (DESIGN "dirty curve"). */
export const pagesWithin = (regions: readonly WriteRegion[], seconds: number): Estimate => {
  const at = (bound: keyof Estimate): number => {
    let pages = 0;
    for (const { ratePagesPerSecond, rangeBytes, pattern } of regions)
      pages += distinctPages(ratePagesPerSecond[bound] * seconds, rangeBytes[bound] / PAGE_BYTES, pattern);
    return pages;
  };
  return regions.length === 0 ? exactly(0) : quantity(at('low'), at('likely'), at('high'));
};
