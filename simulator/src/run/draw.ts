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

/** From `likely` towards `bound`, `share` of the way: by factors, as estimates are off; in equal steps where a bound is 0. */
const between = (likely: number, bound: number, share: number): number =>
  likely > 0 && bound > 0
    ? Math.exp(Math.log(likely) + share * (Math.log(bound) - Math.log(likely)))
    : likely + (bound - likely) * share;

/**
 * One value of an estimate, by inversion: `likely` is the median, and either side falls off in a triangle over the
 * logarithm of the value. An exact estimate takes no random number, so that exact scenarios draw the same streams
 * whatever else is uncertain.
 */
export function drawEstimate({ low, likely, high }: Estimate, random: Random): number {
  if (low === high) return likely;
  const u = random.uniform();
  return u < 0.5
    ? between(likely, low, 1 - Math.sqrt(2 * u))
    : between(likely, high, 1 - Math.sqrt(2 * (1 - u)));
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
