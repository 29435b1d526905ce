import type { CoordinatorOptions } from '../coordinator/protocol.ts';
import type { Channel } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import type { Environment } from '../model/environment.ts';
import type { ExactTask } from './draw.ts';
import type { Machine } from './machine.ts';
import type { RunObserver } from './record.ts';
import type { Advisor } from './stall-detect.ts';

/** What one VM of a run is given. */
export interface VmRunSetup {
  readonly environment: Environment;
  readonly tasks: readonly ExactTask[];
  readonly guided: boolean;
  /** Other VMs share the link: see `turn`. */
  readonly awaitsTurn: boolean;
  /** Seconds by which the strategy puts the request off; waiting and the deadline count from the request itself. */
  readonly delaySeconds: number;
  /** Watches an attempt; a new one for each. */
  readonly createAdvisor: (() => Advisor) | null;
  readonly requestAtSeconds: number;
  readonly channel: Channel;
  readonly random: Random;
  readonly now: () => number;
  readonly observer: RunObserver | null;
}

export function coordinatorOptions(setup: VmRunSetup, machine: Machine): CoordinatorOptions {
  const { coordinator, migration, request } = setup.environment;
  return {
    heedsTags: setup.guided,
    withdrawal: coordinator.withdrawal,
    suspendLimitSeconds: coordinator.suspendLimitSeconds,
    deadlineSeconds: request.deadlineSeconds === null ? null : request.deadlineSeconds - setup.delaySeconds,
    timeoutSeconds: migration.timeoutSeconds,
    onTimeout: migration.onTimeout,
    retries: migration.retries,
    awaitsTurn: setup.awaitsTurn,
    taggedTasks: machine.tasks.filter((task) => task.tagged).map((task) => task.name),
  };
}
