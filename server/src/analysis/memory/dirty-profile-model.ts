import {
  counted,
  type Estimate,
  exactly,
  listed,
  type Message,
  mapEstimate,
  PAGE_BYTES,
  say,
  type WriteRegion,
} from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analyzer.ts';
import { add, largest, quantity, scale, smallest } from '../effects/quantity.ts';
import { pagesWithin } from './dirty-curve.ts';
import type { DirtyPages, DirtyProfile } from './dirty-profile.ts';
import { NO_DOUBT, type RateDoubt } from './doubt.ts';
import { type HeapActivity, heapActivity } from './heap-regions.ts';
import { isWritten, type PageSource, pagesOfOneCall, writeRegion } from './page-source.ts';
import { perSecond } from './rate.ts';
import {
  largestSemiSpaceBytes,
  OLD_GENERATION_LIMIT_BYTES,
  PAGES_PER_WAKE,
  WAKE_RANGE_PAGES,
} from './v8-heap.ts';
import type { InPlaceRegion, WriteSummary } from './write-summary.ts';

/** Pages that a stretch of bytes lies on, one more for its unaligned end (rows "Float64Array sequential fill"). */
const wholePages = (bytes: Estimate): Estimate =>
  mapEstimate(bytes, (value) => (value > 0 ? Math.ceil(value / PAGE_BYTES) + 1 : 0));

const inPlaceText = ({ place, pattern, boxedDoubles }: InPlaceRegion): Message => {
  const written =
    pattern === 'sweep' ? say`${place}, swept in place` : say`${place}, written at random in place`;
  return boxedDoubles ? say`${written} (boxes of doubles)` : written;
};

const inPlaceSource = (region: InPlaceRegion, doubt: number): PageSource => ({
  what: inPlaceText(region),
  onHeap: region.storage === 'heap',
  rangeBytes: smallest(
    scale(wholePages(region.rangeBytes), PAGE_BYTES),
    exactly(region.storage === 'heap' ? OLD_GENERATION_LIMIT_BYTES : Number.MAX_VALUE),
  ),
  visitsPerCall: region.pattern === 'random' ? region.writesPerCall : wholePages(region.bytesPerCall),
  shareOfCalls: region.shareOfCalls,
  pattern: region.pattern,
  doubt,
});

const wakeSource = ({ waitSeconds }: WriteSummary): PageSource => {
  const wakes = mapEstimate(waitSeconds, (seconds) => (seconds > 0 ? 1 : 0));
  return {
    what: say`waking up from waits`,
    onHeap: false,
    rangeBytes: scale(WAKE_RANGE_PAGES, PAGE_BYTES),
    visitsPerCall: quantity(
      wakes.low * PAGES_PER_WAKE.low,
      wakes.likely * PAGES_PER_WAKE.likely,
      wakes.high * PAGES_PER_WAKE.high,
    ),
    shareOfCalls: 1,
    pattern: 'sweep',
    doubt: 1,
  };
};

const rangeOf = (sources: readonly PageSource[]): Estimate =>
  scale(
    sources.reduce((bytes, { rangeBytes }) => add(bytes, rangeBytes), exactly(0)),
    1 / PAGE_BYTES,
  );

/** Parts of the heap may be counted twice, as a list that grows and is written over; together they are no more than the heap. */
const mostPages = (sources: readonly PageSource[], runtime: RuntimeSettings): number => {
  const outside = rangeOf(sources.filter(({ onHeap }) => !onHeap)).high;
  return outside + (OLD_GENERATION_LIMIT_BYTES + 2 * largestSemiSpaceBytes(runtime)) / PAGE_BYTES;
};

/** Bytes allocated a call, wherever they lie. */
const allocatedPerCall = (summary: WriteSummary): Estimate =>
  add(add(summary.youngBytesPerCall, summary.largeBytesPerCall), summary.externalBytesPerCall);

/** At most two significant digits below 100: estimates are not finer. */
const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Number(value.toPrecision(2)));

/** What adds most to 100 ms comes first; what adds less than a page is left out, unless there is nothing else. */
const explain = (sources: readonly PageSource[], durationSeconds: Estimate): readonly Message[] => {
  const reasons = reasonsFor(sources, durationSeconds);
  if (reasons.length > 0) return reasons;
  const all = listed(sources.map(({ what }) => what));
  return [
    sources.length === 0
      ? say`writes nothing but its own variables`
      : say`${all}: less than a page in 100 ms`,
  ];
};

const reasonsFor = (sources: readonly PageSource[], durationSeconds: Estimate): readonly Message[] =>
  sources
    .map((source) => ({
      what: source.what,
      visitsPerSecond: perSecond(source.visitsPerCall, durationSeconds).likely,
      pages: pagesWithin([writeRegion(source, durationSeconds)], 0.1).likely,
    }))
    .filter(({ pages }) => pages >= 1)
    .sort((a, b) => b.pages - a.pages)
    .map(({ what, visitsPerSecond, pages }) => {
      const rate = say`${rounded((visitsPerSecond * PAGE_BYTES) / 1e6)} MB/s`;
      const count = rounded(pages);
      return counted(
        count,
        say`${what}: 1 page in 100 ms (${rate})`,
        say`${what}: ${count} pages in 100 ms (${rate})`,
      );
    });

/** What one call writes and how long it lasts. `doubt` widens the bounds beyond the summary's own. */
const modelled = (
  summary: WriteSummary,
  runtime: RuntimeSettings,
  doubt: RateDoubt,
): { readonly heap: HeapActivity; readonly sources: readonly PageSource[] } => {
  const heap = heapActivity(summary, runtime, doubt.collected);
  const sources = [
    ...summary.inPlace.map((region) => inPlaceSource(region, doubt.inPlace)),
    ...heap.sources,
    wakeSource(summary),
  ].filter(isWritten);
  return { heap, sources };
};

const repeated = (sources: readonly PageSource[], writes: readonly WriteRegion[]): DirtyPages => {
  const pagesIn = {
    '10ms': pagesWithin(writes, 0.01),
    '100ms': pagesWithin(writes, 0.1),
    '1s': pagesWithin(writes, 1),
  };
  return {
    pagesIn,
    rangePages: largest(rangeOf(sources), pagesIn['1s']),
    ratePagesPerSecond: scale(pagesIn['100ms'], 10),
  };
};

/**
 * The V8 memory model: what one call does, turned into what its repetition dirties,
 * `D(t) = W(t) + min(A·t/4096, N) + G(t)` with W in-place writes, A allocation, N two semi-spaces, G old space and memory
 * outside the heap (server/test/data); without the profiler's own floor.
 */
export const dirtyProfile = (summary: WriteSummary, runtime: RuntimeSettings): DirtyProfile => {
  const { heap, sources } = modelled(summary, runtime, NO_DOUBT);
  const writes = sources.map((source) => writeRegion(source, heap.durationSeconds));
  return {
    ...repeated(sources, writes),
    durationSeconds: heap.toldSeconds,
    pagesPerCall: pagesOfOneCall(sources),
    allocationBytesPerSecond: perSecond(allocatedPerCall(summary), heap.durationSeconds),
    writes,
    mostPages: mostPages(sources, runtime),
    why: explain(sources, heap.durationSeconds),
  };
};

/** The pages of `dirtyProfile` alone, their bounds widened by `doubt`. */
export const dirtyPages = (summary: WriteSummary, runtime: RuntimeSettings, doubt: RateDoubt): DirtyPages => {
  const { heap, sources } = modelled(summary, runtime, doubt);
  return repeated(
    sources,
    sources.map((source) => writeRegion(source, heap.durationSeconds)),
  );
};

/** Distinct pages written by one execution, warmed up, their bounds widened by `doubt`. */
export const pagesOfCall = (summary: WriteSummary, runtime: RuntimeSettings, doubt: RateDoubt): Estimate =>
  pagesOfOneCall(modelled(summary, runtime, doubt).sources);

/** How long one execution lasts, the collector's copying and the faults of fresh memory included. */
export const callSeconds = (summary: WriteSummary, runtime: RuntimeSettings): Estimate =>
  heapActivity(summary, runtime, NO_DOUBT.collected).toldSeconds;
