import type { Environment, Outcome } from '@migration-tags/simulator';
import { copyBandwidth } from './dirty-budget.ts';

/** What one migration costs on average, in seconds; `total` is what placement minimises. */
export interface MigrationCost {
  readonly downtimeSeconds: number;
  readonly taskDelaySeconds: number;
  readonly waitSeconds: number;
  /** Share of migrations that fail. */
  readonly failed: number;
  readonly total: number;
}

/** The format's default deadline: DESIGN "The coordinator", ten minutes. */
const DEFAULT_DEADLINE_SECONDS = 600;

/**
 * A tag has to save more than this to be worth a line of the programmer's source: the spread between repetitions
 * of one and the same migration on real QEMU (median 16 ms of service downtime, server/test/data/README.md of the
 * steady runs). What is smaller cannot be seen.
 */
export const TAG_COST_SECONDS = 0.016;

/** From the slowdown, which compares each run with itself: the task's own length, often uncertain, drops out. */
const taskDelay = ({ taskMs, taskSlowdown, waitMs, totalMs }: Outcome): number => {
  if (taskSlowdown === null) return 0;
  // An endless task's slowdown is that between request and completion.
  const compared = taskMs?.mean ?? (waitMs?.mean ?? 0) + (totalMs?.mean ?? 0);
  return (compared * (1 - 1 / taskSlowdown.mean)) / 1000;
};

/**
 * The expected cost of one migration under a strategy, a choice of weights, stated here once:
 *
 * - a second of downtime costs 1: the service is gone;
 * - a second that the task ends later costs 1: the task was gone;
 * - waiting for the whole deadline costs one downtime limit: the operator named both as what they will accept;
 * - a failed migration costs a stop and copy of the whole memory, the only way left to empty the host.
 */
export const migrationCost = (outcome: Outcome, environment: Environment): MigrationCost => {
  const { vm, migration, request } = environment;
  const waitWeight = migration.downtimeLimitSeconds / (request.deadlineSeconds ?? DEFAULT_DEADLINE_SECONDS);
  // Forced completions are runs like others, with their downtime; only cancelled ones are lost.
  const failed = migration.onTimeout === 'cancel' ? 1 - outcome.converged : 0;
  const downtimeSeconds = (outcome.downtimeMs?.mean ?? 0) / 1000;
  const taskDelaySeconds = taskDelay(outcome);
  const waitSeconds = (outcome.waitMs?.mean ?? 0) / 1000;
  return {
    downtimeSeconds,
    taskDelaySeconds,
    waitSeconds,
    failed,
    total:
      (1 - failed) * (downtimeSeconds + waitWeight * waitSeconds) +
      taskDelaySeconds +
      (failed * vm.nonZeroBytes) / copyBandwidth(environment),
  };
};
