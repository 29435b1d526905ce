import type { Phase } from '../model/workload.ts';
import { MEBIBYTE, phase, region } from './base-scenario.ts';

/** The workloads on which the algorithms are compared; 1 GiB VMs on 1 Gbit/s. */
export interface NamedWorkload {
  readonly name: string;
  readonly phases: readonly Phase[];
}

const steady = (name: string, ...writes: Phase['writes']): NamedWorkload => ({
  name,
  phases: [phase('steady', 1e6, null, writes)],
});

export const COMPARED_WORKLOADS: readonly NamedWorkload[] = [
  steady('idle', region(MEBIBYTE, 50, 'random')),
  steady('small hot set', region(8 * MEBIBYTE, 100_000, 'sweep')),
  steady('large, slow', region(400 * MEBIBYTE, 3000, 'random')),
  steady('large, sweep near the link', region(400 * MEBIBYTE, 20_000, 'sweep')),
  steady('beyond the link', region(200 * MEBIBYTE, 60_000, 'random')),
  {
    name: 'phases, 6 s hot and 6 s quiet',
    phases: [
      phase('hot', 6, null, [region(128 * MEBIBYTE, 50_000, 'random')]),
      phase('quiet', 6, null, [region(MEBIBYTE, 100, 'sweep')]),
    ],
  },
];
