import type { Random } from '../engine/random.ts';
import type { ExactRegion } from '../model/dirty-curve.ts';
import type { Estimate } from '../model/estimate.ts';
import type { Task } from '../model/workload.ts';

/** A task whose estimates have been settled for one run. */
export interface ExactTask {
  readonly iterations: number;
  readonly phases: readonly ExactPhase[];
}

export interface ExactPhase {
  readonly name: string;
  readonly durationSeconds: number;
  readonly tag: 'approve' | 'withdraw' | null;
  readonly writes: readonly ExactRegion[];
}

/**
 * One value of an estimate: the triangular distribution over low, likely, high, by inversion. An exact estimate
 * takes no random number, so that exact scenarios draw the same streams whatever else is uncertain.
 */
export function drawEstimate({ low, likely, high }: Estimate, random: Random): number {
  if (low === high) return likely;
  const u = random.uniform();
  const left = (likely - low) / (high - low);
  return u < left
    ? low + Math.sqrt(u * (high - low) * (likely - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - likely));
}

/** Every estimate is drawn once a run: what is unknown is the workload, not each of its iterations. */
export const drawTask = (task: Task, random: Random): ExactTask => ({
  iterations: task.iterations,
  phases: task.phases.map((phase) => ({
    name: phase.name,
    tag: phase.tag,
    durationSeconds: drawEstimate(phase.durationSeconds, random),
    writes: phase.writes.map((region) => ({
      rangeBytes: drawEstimate(region.rangeBytes, random),
      ratePagesPerSecond: drawEstimate(region.ratePagesPerSecond, random),
      pattern: region.pattern,
    })),
  })),
});

/** The length of one cycle: the longest task's. */
export const cycleSeconds = (tasks: readonly ExactTask[]): number =>
  Math.max(...tasks.map((task) => task.phases.reduce((sum, phase) => sum + phase.durationSeconds, 0)));
