import type { Strategy } from './scenario.ts';

/** Quantiles over the completing runs; the median is `p50`. */
export interface Distribution {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly mean: number;
}

/** What one strategy gave, over all runs of a scenario. `null`: no run completed, or not defined (see the field). */
export interface Outcome {
  /** Share of runs that completed without being forced, within the timeout. */
  readonly converged: number;
  /** What the service feels: vCPUs stopped at the source → running at the destination. */
  readonly downtimeMs: Distribution | null;
  /** What the hypervisor reports: without the drain of the bytes in flight. */
  readonly hypervisorDowntimeMs: Distribution | null;
  /** Of the attempt that completed. */
  readonly totalMs: Distribution | null;
  /** Over all attempts. */
  readonly sentBytes: Distribution | null;
  readonly rounds: Distribution | null;
  /** From the request to the start of the attempt that completed. */
  readonly waitMs: Distribution | null;
  readonly attempts: Distribution | null;
  readonly withdrawals: Distribution | null;
  readonly suspendedMs: Distribution | null;
  /** The task's whole duration; `null` for tasks that never end. */
  readonly taskMs: Distribution | null;
  /** Task time over its time without a migration; for endless tasks, between request and completion. */
  readonly taskSlowdown: Distribution | null;
}

export type Outcomes = { readonly [S in Strategy]?: Outcome };
