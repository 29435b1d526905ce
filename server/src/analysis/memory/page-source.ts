import {
  type Estimate,
  exactly,
  type Message,
  PAGE_BYTES,
  type WriteRegion,
} from '@migration-tags/simulator';
import { quantity, widen } from '../effects/quantity.ts';
import { perSecond } from './rate.ts';

/** One reason for pages to get dirty, per call: a disjoint region of memory and the page visits that one call makes in it. */
export interface PageSource {
  /** For people: what is written. */
  readonly what: Message;
  /** On the JS heap, all of which V8 keeps under one limit. */
  readonly onHeap: boolean;
  readonly rangeBytes: Estimate;
  /** Page visits of one call; a page visited twice counts twice. */
  readonly visitsPerCall: Estimate;
  /** Of the calls, how many make all of these visits. */
  readonly shareOfCalls: number;
  readonly pattern: 'sweep' | 'random';
  /** How much further off than its bounds say it may be, a factor ≥ 1. */
  readonly doubt: number;
}

/** The source as the simulator takes it, the call repeated without end. */
export const writeRegion = (source: PageSource, durationSeconds: Estimate): WriteRegion => ({
  rangeBytes: source.rangeBytes,
  ratePagesPerSecond: perSecond(source.visitsPerCall, durationSeconds, source.doubt),
  pattern: source.pattern,
});

export const isWritten = ({ rangeBytes, visitsPerCall }: PageSource): boolean =>
  rangeBytes.high > 0 && visitsPerCall.high > 0;

/** Distinct pages of `range` pages that so many visits reach. */
export const distinctPages = (visits: number, range: number, pattern: 'sweep' | 'random'): number => {
  if (range <= 0 || visits <= 0) return 0;
  return pattern === 'sweep' ? Math.min(visits, range) : range * -Math.expm1(-visits / range);
};

/** Distinct pages of the mean call; one that writes to a source at all writes at least one page of it. */
export const pagesOfOneCall = (sources: readonly PageSource[]): Estimate => {
  const at = (bound: keyof Estimate): number =>
    sources
      .map(({ visitsPerCall, rangeBytes, pattern, doubt, shareOfCalls }) => {
        const visits = widen(visitsPerCall, doubt)[bound] / shareOfCalls;
        const pages = distinctPages(visits, rangeBytes[bound] / PAGE_BYTES, pattern);
        return pages > 0 ? shareOfCalls * Math.max(pages, 1) : 0;
      })
      .reduce((total, pages) => total + pages, 0);
  return sources.length === 0 ? exactly(0) : quantity(at('low'), at('likely'), at('high'));
};
