import type { Estimate } from './estimate.ts';

/**
 * One disjoint memory region that a phase writes. Its share of the dirty curve is
 * `min(D·t, W)` for a sweep and `W·(1 − e^(−D·t/W))` for random writes, `W` = range, `D` = rate.
 */
export interface WriteRegion {
  /** Distinct bytes written, the region's whole working set. */
  readonly rangeBytes: Estimate;
  /** Page writes per second, each counted once per page visit. */
  readonly ratePagesPerSecond: Estimate;
  readonly pattern: 'sweep' | 'random';
}

/** What a tag asks of the coordinator while its entity runs; untagged code is `null`. */
export type TagType = 'approve' | 'withdraw';

export interface Phase {
  readonly name: string;
  readonly durationSeconds: Estimate;
  readonly tag: TagType | null;
  readonly writes: readonly WriteRegion[];
}

/** A sequence of phases; `iterations: 0` repeats it for ever. */
export interface Task {
  readonly iterations: number;
  readonly phases: readonly Phase[];
}

/** The tasks that run side by side in one virtual machine. */
export interface Workload {
  readonly tasks: readonly Task[];
}
