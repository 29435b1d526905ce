import type { Algorithm } from '../model/environment.ts';
import { agile } from './algorithms/agile.ts';
import { boundedDowntime } from './algorithms/bounded-downtime.ts';
import { hierarchicalCopy } from './algorithms/hierarchical-copy.ts';
import { hybrid } from './algorithms/hybrid.ts';
import { improvedPrecopy } from './algorithms/improved-precopy.ts';
import { postCopy } from './algorithms/post-copy.ts';
import { qemuPrecopy } from './algorithms/qemu-precopy.ts';
import { twoPhase } from './algorithms/two-phase.ts';
import { xenPrecopy } from './algorithms/xen-precopy.ts';
import { Guest, type PageWorkload } from './guest.ts';
import { type HostSettings, MigrationHost } from './migration-host.ts';
import type { PageAlgorithm } from './page-algorithm.ts';

export const PAGE_ALGORITHMS: { readonly [A in Algorithm]: PageAlgorithm } = {
  'qemu-precopy': qemuPrecopy(),
  'xen-precopy': xenPrecopy(),
  'hierarchical-copy': hierarchicalCopy(),
  'improved-precopy': improvedPrecopy(),
  'two-phase': twoPhase(),
  'bounded-downtime': boundedDowntime(),
  'post-copy': postCopy(),
  hybrid: hybrid(),
  agile: agile(),
};

export interface PageExactRun {
  readonly downtimeSeconds: number;
  readonly totalSeconds: number;
  readonly sentBytes: number;
  readonly rounds: number;
  /** The most often one page crossed. */
  readonly maxTimesSent: number;
  /** The guest waiting for absent pages, after the switch-over. */
  readonly stalledSeconds: number;
  readonly faults: number;
  /** Pages whose contents at the destination are not what the task wrote; a correct algorithm has none. */
  readonly wrongPages: readonly number[];
}

/**
 * @param startSeconds how long the workload runs before the request
 * @param random numbers in [0, 1)
 */
export function runPageExact(
  workload: PageWorkload,
  settings: HostSettings,
  algorithm: PageAlgorithm,
  startSeconds: number,
  random: () => number,
): PageExactRun {
  const guest = new Guest(workload, random);
  guest.run(startSeconds, () => true);
  const host = new MigrationHost(guest, settings);
  const rounds = algorithm(host);
  let maxTimesSent = 0;
  for (let page = 0; page < host.pages; page += 1) {
    maxTimesSent = Math.max(maxTimesSent, host.timesSent(page));
  }
  return {
    downtimeSeconds: host.downtimeSeconds ?? Number.POSITIVE_INFINITY,
    totalSeconds: host.clockSeconds,
    sentBytes: host.sentBytes,
    rounds,
    maxTimesSent,
    stalledSeconds: host.stalledSeconds,
    faults: host.faults,
    wrongPages: guest.wrongPages(host.destination),
  };
}
