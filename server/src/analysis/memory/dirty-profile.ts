import type { Estimate, Message, WriteRegion } from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analyzer.ts';
import type { RateDoubt } from './doubt.ts';
import type { WriteSummary } from './write-summary.ts';

/** What the pages of a process look like while an entity runs over and over. */
export interface DirtyProfile {
  /** One execution, the collector's copying and the faults of fresh memory included. */
  readonly durationSeconds: Estimate;
  /** Distinct pages written by one execution, warmed up. */
  readonly pagesPerCall: Estimate;
  readonly pagesIn: Readonly<Record<'10ms' | '100ms' | '1s', Estimate>>;
  readonly rangePages: Estimate;
  readonly ratePagesPerSecond: Estimate;
  readonly allocationBytesPerSecond: Estimate;
  readonly writes: readonly WriteRegion[];
  /** More than the heap and what lies outside it can hold. */
  readonly mostPages: number;
  /** Most important first: "2 semi-spaces of 16 MiB: allocates 180 MB/s". */
  readonly why: readonly Message[];
}

/**
 * The V8 memory model: a summary of one call, turned into the dirty curve of the calls repeated without end. `doubt` widens the
 * bounds beyond the summary's own.
 */
export type DirtyProfileModel = (
  summary: WriteSummary,
  runtime: RuntimeSettings,
  doubt?: RateDoubt,
) => DirtyProfile;
