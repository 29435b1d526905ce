import type { Environment, RequestModel, VirtualMachine } from './environment.ts';
import type { Workload } from './workload.ts';

export const STRATEGIES = ['unguided', 'guided', 'oracle', 'stall-detect', 'cycle-detect'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** One of several VMs that are to migrate over the same link. */
export interface LinkSharer {
  readonly vm: VirtualMachine;
  readonly workload: Workload;
  readonly request: RequestModel;
}

/** A scenario after parsing: SI units, defaults filled in, every field checked. */
export interface Scenario extends Environment {
  readonly seed: number;
  readonly runs: number;
  readonly workload: Workload;
  /** VMs that migrate over the same link besides the one of `vm` and `workload`. Outcomes are over all of them. */
  readonly others?: readonly LinkSharer[];
  /** Of these VMs, how many may copy at a time. Absent: the coordinator's default, one. */
  readonly concurrentCopies?: number;
  /** At least one, in the order in which outcomes are reported. */
  readonly strategies: readonly Strategy[];
}
