import type { Estimate, Message, WriteRegion } from '@migration-tags/simulator';

/** Where a number comes from: static analysis, a profile of a real run, the user's `assume`. */
export type Provenance = 'estimate' | 'measured' | 'declared';

/**
 * How many pages a code entity writes, how fast, for how long. `null` is "not known": never 0, never NaN.
 * Steady state: the entity running over and over, what the runtime itself writes for it included.
 */
export interface EntityProfile {
  /** Index of the entity in its file's outline. */
  readonly entity: number;
  /** One execution. */
  readonly durationSeconds: Estimate | null;
  /** Distinct pages written by one execution, warmed up. */
  readonly pagesPerCall: Estimate | null;
  /** Distinct pages written however long it runs: the range. */
  readonly rangePages: Estimate | null;
  readonly ratePagesPerSecond: Estimate | null;
  /** The dirty curve at three points, pages. */
  readonly pagesIn: Readonly<Record<'10ms' | '100ms' | '1s', Estimate | null>>;
  readonly allocationBytesPerSecond: Estimate | null;
  /** The dirty curve as disjoint regions, as the simulator takes it. */
  readonly writes: readonly WriteRegion[] | null;
  /** 0: a guess, 1: certain. */
  readonly confidence: number;
  readonly provenance: Provenance;
  /** The chain of reasons behind the numbers, most important first. */
  readonly why: readonly Message[];
  /** What an `assume` or a measurement would have to answer to make this known. */
  readonly questions: readonly Message[];
}
