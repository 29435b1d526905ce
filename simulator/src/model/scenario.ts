import type { Environment } from './environment.ts';
import type { Workload } from './workload.ts';

export const STRATEGIES = ['unguided', 'guided', 'oracle', 'stall-detect', 'cycle-detect'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** A scenario after parsing: SI units, defaults filled in, every field checked. */
export interface Scenario extends Environment {
  readonly seed: number;
  readonly runs: number;
  readonly workload: Workload;
  /** At least one, in the order in which outcomes are reported. */
  readonly strategies: readonly Strategy[];
}
