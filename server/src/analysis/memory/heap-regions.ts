import { type Estimate, exactly, type Message, PAGE_BYTES, say } from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analyzer.ts';
import { add, largest, multiply, quantity, scale, smallest } from '../effects/quantity.ts';
import type { PageSource } from './page-source.ts';
import { perSecond } from './rate.ts';
import {
  EXTERNAL_BYTES_PER_SCAVENGE,
  LEAST_OLD_SPACE_GROWTH_BYTES,
  largestSemiSpaceBytes,
  MAPPED_LARGE_BYTES,
  MAPPED_LARGE_SHARE,
  OLD_GENERATION_LIMIT_BYTES,
  OLD_SPACE_HEADROOM,
  PAGES_PER_CHURNED_PAGE,
  PAGES_PER_SCAVENGE,
  SECONDS_PER_COPIED_BYTE,
  SECONDS_PER_LARGE_BYTE,
} from './v8-heap.ts';
import type { WriteSummary } from './write-summary.ts';
import {
  aliveShare,
  copiedShare,
  promotedShare,
  scavengedEvery,
  semiSpaceBytes,
} from './young-generation.ts';

/** The collected memory of a process while a call repeats. */
export interface HeapActivity {
  /** One call, the collector's copying and the faults of fresh memory included. */
  readonly durationSeconds: Estimate;
  /** The same with all the doubt about what survives: the least is without any copying. */
  readonly toldSeconds: Estimate;
  readonly sources: readonly PageSource[];
}

/** Combines estimates bound by bound. */
const pointwise = (combine: (at: (estimate: Estimate) => number) => number): Estimate =>
  quantity(
    combine(({ low }) => low),
    combine(({ likely }) => likely),
    combine(({ high }) => high),
  );

const visits = (bytes: Estimate): Estimate => scale(bytes, 1 / PAGE_BYTES);

const mebibytes = (bytes: number): Message => say`${Number((bytes / (1024 * 1024)).toPrecision(2))} MiB`;

/** Of what is retained, the part that was young and so is copied into old space; large objects are not moved. */
const retainedYoung = (summary: WriteSummary): Estimate =>
  smallest(
    pointwise((at) => at(summary.retainedBytesPerCall) - at(summary.largeBytesPerCall)),
    summary.youngBytesPerCall,
  );

/** What outlives a scavenge follows from what is alive at one time, the larger the semi-space the less; counts where that is not known. */
const survivingFor = ({ survivingBytesPerCall, liveYoungBytes }: WriteSummary): Estimate =>
  liveYoungBytes.high > 0 ? exactly(0) : survivingBytesPerCall;

const semiSpaceOf = (
  summary: WriteSummary,
  duration: Estimate,
  runtime: RuntimeSettings,
  doubt: number,
): Estimate =>
  semiSpaceBytes(
    {
      allocationBytesPerSecond: perSecond(summary.youngBytesPerCall, duration, doubt),
      largeBytesPerSecond: perSecond(summary.largeBytesPerCall, duration, doubt),
      lastingLargeBytesPerSecond: perSecond(summary.lastingLargeBytesPerCall, duration, doubt),
      liveBytes: summary.liveYoungBytes,
      liveLargeBytes: summary.liveLargeBytes,
      levels: summary.levels,
      survivingBytesPerSecond: perSecond(
        largest(survivingFor(summary), summary.retainedBytesPerCall),
        duration,
        doubt,
      ),
    },
    runtime,
  );

const copiedBytes = (summary: WriteSummary, semiSpace: Estimate): Estimate =>
  pointwise(
    (at) =>
      at(summary.youngBytesPerCall) * copiedShare(at(summary.liveYoungBytes), summary.levels, at(semiSpace)),
  );

/** What outlives two scavenges and is then dropped. */
const churnedBytes = (summary: WriteSummary, semiSpace: Estimate): Estimate =>
  pointwise(
    (at) =>
      at(summary.youngBytesPerCall) *
      promotedShare(at(summary.liveYoungBytes), summary.levels, at(semiSpace)),
  );

const promotedBytes = (summary: WriteSummary, semiSpace: Estimate): Estimate =>
  largest(churnedBytes(summary, semiSpace), retainedYoung(summary));

/**
 * What is dropped before the largest semi-space has been filled twice is young data that is alive at one time, half of it on the mean. Large objects are not
 * moved, so that this is not for what grows in them alone.
 */
const settled = (summary: WriteSummary, runtime: RuntimeSettings): WriteSummary => {
  const { retainedUntilBytes: until, retainedBytesPerCall: retained, youngBytesPerCall: young } = summary;
  if (until === null) return summary;
  const most = 2 * largestSemiSpaceBytes(runtime);
  const moved = retainedYoung(summary);
  const diesYoung = (at: (estimate: Estimate) => number): boolean =>
    at(moved) > 0 && (at(young) * at(until)) / at(retained) <= most;
  return {
    ...summary,
    retainedBytesPerCall: pointwise((at) => (diesYoung(at) ? 0 : at(retained))),
    liveYoungBytes: add(
      summary.liveYoungBytes,
      pointwise((at) => (diesYoung(at) ? at(until) / 2 : 0)),
    ),
  };
};

/** How far retained data and what waits for the next mark-compact spread; without an end, up to the old generation's limit. */
const retainedRange = (summary: WriteSummary): { readonly promoted: Estimate; readonly large: Estimate } => {
  const { retainedBytesPerCall: retained } = summary;
  const live = summary.retainedUntilBytes ?? exactly(OLD_GENERATION_LIMIT_BYTES);
  const spread = multiply(live, OLD_SPACE_HEADROOM);
  const young = retainedYoung(summary);
  const share = (at: (estimate: Estimate) => number, bytes: number): number =>
    at(retained) > 0 ? (Math.min(at(spread), OLD_GENERATION_LIMIT_BYTES) * bytes) / at(retained) : 0;
  return {
    promoted: pointwise((at) => share(at, at(young))),
    large: pointwise((at) => share(at, at(retained) - at(young))),
  };
};

/** With less than this share of what is allocated between two scavenges alive, none or next to none is promoted in 12 of 20 rows of promoted-programs.csv. */
const LEAST_CHURNED = 1 / 20;

/** Old space that is filled by what outlives the young generation and dies there; where next to nothing does, as much less of it. */
const churnedRange = (summary: WriteSummary, semiSpace: Estimate): Estimate =>
  pointwise((at) => {
    const live = at(summary.liveYoungBytes);
    if (promotedShare(live, summary.levels, at(semiSpace)) === 0) return 0;
    const grown = Math.max(live * OLD_SPACE_HEADROOM.likely, live + LEAST_OLD_SPACE_GROWTH_BYTES);
    const filled = Math.min(1, aliveShare(live, summary.levels, at(semiSpace)) / LEAST_CHURNED);
    return Math.min(filled * (grown + at(semiSpace)), OLD_GENERATION_LIMIT_BYTES);
  });

/** Blocks outside the heap are freed when a scavenge finds their owners dead: what is allocated between two, and the block in use. */
const externalRange = (summary: WriteSummary, scavengesPerCall: Estimate): Estimate => {
  const block = summary.externalBlockBytes ?? exactly(0);
  return pointwise((at) => {
    const perCall = at(summary.externalBytesPerCall);
    if (perCall === 0) return 0;
    const betweenScavenges = perCall / Math.max(at(scavengesPerCall), Number.MIN_VALUE);
    return Math.min(betweenScavenges, EXTERNAL_BYTES_PER_SCAVENGE) + at(block);
  });
};

/** What young large objects take at a time. */
const mappedLarge = (semiSpace: Estimate): Estimate =>
  smallest(scale(semiSpace, 0.6), add(scale(semiSpace, MAPPED_LARGE_SHARE), MAPPED_LARGE_BYTES));

/** From a summary of one call to the memory that the collector manages. */
export const heapActivity = (ofCall: WriteSummary, runtime: RuntimeSettings, doubt: number): HeapActivity => {
  const summary = settled(ofCall, runtime);
  const unhindered = semiSpaceOf(summary, summary.durationSeconds, runtime, doubt);
  const copying = scale(
    add(copiedBytes(summary, unhindered), promotedBytes(summary, unhindered)),
    SECONDS_PER_COPIED_BYTE,
  );
  const faulting = scale(summary.largeBytesPerCall, SECONDS_PER_LARGE_BYTE);
  const durationSeconds = add(summary.durationSeconds, add(copying, faulting));
  const withoutCopying = add(summary.durationSeconds, faulting);

  const semiSpace = semiSpaceOf(summary, durationSeconds, runtime, doubt);
  const copied = copiedBytes(summary, semiSpace);
  const scavengesPerCall = pointwise(
    (at) =>
      (at(summary.youngBytesPerCall) + at(summary.largeBytesPerCall)) /
        scavengedEvery(at(summary.liveYoungBytes), summary.levels, at(semiSpace)) +
      at(summary.externalBytesPerCall) / EXTERNAL_BYTES_PER_SCAVENGE,
  );
  const retained = retainedRange(summary);

  return {
    durationSeconds,
    toldSeconds: { ...durationSeconds, low: withoutCopying.low },
    sources: [
      {
        what: say`2 semi-spaces of ${mebibytes(semiSpace.likely)}: young objects`,
        onHeap: true,
        rangeBytes: scale(semiSpace, 2),
        visitsPerCall: visits(add(summary.youngBytesPerCall, copied)),
        shareOfCalls: 1,
        pattern: 'sweep',
        doubt,
      },
      {
        what: say`old space: what outlives the young generation`,
        onHeap: true,
        rangeBytes: largest(retained.promoted, churnedRange(summary, semiSpace)),
        visitsPerCall: visits(
          largest(multiply(churnedBytes(summary, semiSpace), PAGES_PER_CHURNED_PAGE), retainedYoung(summary)),
        ),
        shareOfCalls: 1,
        pattern: 'sweep',
        doubt,
      },
      {
        /**
         * Young large objects fill one semi-space's worth and are given back to the kernel (V8 `NewLargeObjectSpace`): somewhere between
         * none and all of it is mapped at a time.
         */
        what: say`objects over 128 KiB`,
        onHeap: true,
        rangeBytes: add(mappedLarge(semiSpace), retained.large),
        visitsPerCall: visits(summary.largeBytesPerCall),
        shareOfCalls: 1,
        pattern: 'sweep',
        doubt,
      },
      {
        what: say`memory outside the heap, freed only by collections`,
        onHeap: false,
        rangeBytes: externalRange(summary, scavengesPerCall),
        visitsPerCall: visits(summary.externalBytesPerCall),
        shareOfCalls: 1,
        pattern: 'sweep',
        doubt,
      },
      {
        what: say`bookkeeping of the collector`,
        onHeap: true,
        rangeBytes: exactly(PAGES_PER_SCAVENGE * PAGE_BYTES),
        visitsPerCall: scale(scavengesPerCall, PAGES_PER_SCAVENGE),
        shareOfCalls: 1,
        pattern: 'sweep',
        doubt,
      },
    ],
  };
};
