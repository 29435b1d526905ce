import { ENGINES } from '../engine/algorithms.ts';
import { CALIBRATION } from '../engine/calibration.ts';
import type { Channel, Completion, EngineContext, Permission } from '../engine/engine.ts';
import { layOut } from '../engine/layout.ts';
import { ExtentMemory } from '../engine/memory.ts';
import type { Random } from '../engine/random.ts';
import type { MigrationSettings } from '../model/environment.ts';
import type { Machine } from './machine.ts';

/** What is recorded of one attempt. */
export interface AttemptRecord {
  readonly startedAtSeconds: number;
  sentBytes: number;
  rounds: number;
  /** Pages pending when the bitmap was last read. */
  pendingPages: number;
}

export interface MigrationHooks {
  readonly nextChangeSeconds: () => number;
  readonly onSwitchOver: () => void;
  readonly onRound: (pendingPages: number) => void;
}

/** One attempt to migrate a machine: an engine running against its memory. */
export class Migration {
  readonly record: AttemptRecord;
  /** Absolute; when the engine wants to go on. */
  wakeAtSeconds: number;
  permission: Permission = 'open';
  switching = false;
  completion: Completion | null = null;
  private readonly process: Generator<number, Completion, void>;
  private readonly memory: ExtentMemory;

  constructor(
    machine: Machine,
    settings: MigrationSettings,
    channel: Channel,
    random: Random,
    now: () => number,
    hooks: MigrationHooks,
  ) {
    const record: AttemptRecord = { startedAtSeconds: now(), sentBytes: 0, rounds: 0, pendingPages: 0 };
    this.record = record;
    const regions = machine.tasks.flatMap((task) => task.extents);
    for (const region of regions) region.restart(now());
    const faultSeconds = machine.vm.accelerator === 'tcg' ? 0 : CALIBRATION.kvmWriteFaultSeconds;
    this.memory = new ExtentMemory(layOut(machine.vm, regions), now, (loggedPages) => {
      if (faultSeconds > 0) machine.stall(loggedPages * faultSeconds);
    });
    const context: EngineContext = {
      vm: machine.vm,
      settings,
      memory: this.memory,
      channel,
      guest: machine,
      gate: {
        permission: () => this.permission,
        switchOver: () => {
          this.switching = true;
          hooks.onSwitchOver();
        },
      },
      random,
      journal: {
        sent: (bytes) => {
          record.sentBytes += bytes;
        },
        round: (pendingPages, count = 1) => {
          record.rounds += count;
          record.pendingPages = pendingPages;
          hooks.onRound(pendingPages);
        },
      },
      now,
      nextChangeSeconds: hooks.nextChangeSeconds,
    };
    this.process = ENGINES[settings.algorithm](context);
    this.wakeAtSeconds = now();
  }

  get pendingPages(): number {
    return this.memory.pending();
  }

  /** Lets the engine go on now. */
  resume(): void {
    const result = this.process.next();
    if (result.done) {
      this.completion = result.value;
      this.wakeAtSeconds = Number.POSITIVE_INFINITY;
    } else {
      this.wakeAtSeconds = result.value;
    }
  }
}
