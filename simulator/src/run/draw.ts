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

/**
 * For each phase the index of the first one like it: of the same name, duration and writes. Those are visits of the
 * same code, as when a loop was unrolled.
 */
const firstAlike = (task: Task): readonly number[] => {
  const known = alike.get(task);
  if (known) return known;
  const seen = new Map<string, number>();
  const first = task.phases.map(({ name, durationSeconds, writes }, index) => {
    const key = JSON.stringify([name, durationSeconds, writes]);
    const earlier = seen.get(key) ?? index;
    seen.set(key, earlier);
    return earlier;
  });
  alike.set(task, first);
  return first;
};

const alike = new WeakMap<Task, readonly number[]>();

/**
 * Every estimate is drawn once a run: what is unknown is the workload, not each of its iterations. Visits of the same
 * code share their figures, and the array of writes, by which the guest knows that they write the same memory.
 */
export const drawTask = (task: Task, random: Random): ExactTask => {
  const first = firstAlike(task);
  const phases: ExactPhase[] = [];
  task.phases.forEach((phase, index) => {
    const earlier = phases[first[index] ?? index];
    phases.push(
      earlier
        ? { ...earlier, tag: phase.tag }
        : {
            name: phase.name,
            tag: phase.tag,
            durationSeconds: drawEstimate(phase.durationSeconds, random),
            writes: phase.writes.map((region) => ({
              rangeBytes: drawEstimate(region.rangeBytes, random),
              ratePagesPerSecond: drawEstimate(region.ratePagesPerSecond, random),
              pattern: region.pattern,
            })),
          },
    );
  });
  return { iterations: task.iterations, phases };
};

/** The length of one cycle: the longest task's. */
export const cycleSeconds = (tasks: readonly ExactTask[]): number =>
  Math.max(...tasks.map((task) => task.phases.reduce((sum, phase) => sum + phase.durationSeconds, 0)));
