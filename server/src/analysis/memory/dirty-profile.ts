import type { Estimate, Message, WriteRegion } from '@migration-tags/simulator';

/** The pages that a process writes while an entity runs over and over. */
export interface DirtyPages {
  readonly pagesIn: Readonly<Record<'10ms' | '100ms' | '1s', Estimate>>;
  readonly rangePages: Estimate;
  readonly ratePagesPerSecond: Estimate;
}

/** What the pages of a process look like while an entity runs over and over. */
export interface DirtyProfile extends DirtyPages {
  /** One execution, the collector's copying and the faults of fresh memory included. */
  readonly durationSeconds: Estimate;
  /** Distinct pages written by one execution, warmed up. */
  readonly pagesPerCall: Estimate;
  readonly allocationBytesPerSecond: Estimate;
  readonly writes: readonly WriteRegion[];
  /** More than the heap and what lies outside it can hold. */
  readonly mostPages: number;
  /** Most important first: "2 semi-spaces of 16 MiB: allocates 180 MB/s". */
  readonly why: readonly Message[];
}
