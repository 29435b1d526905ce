import type { Decision } from '../coordinator/protocol.ts';
import type { ExactPhase } from './draw.ts';

/** How one VM's request ended in one run. Seconds; `completed: false` leaves only the counts meaningful. */
export interface RunResult {
  readonly completed: boolean;
  /** Completed, but only because a deadline or a timeout forced it. */
  readonly forced: boolean;
  readonly downtimeSeconds: number;
  readonly hypervisorDowntimeSeconds: number;
  readonly totalSeconds: number;
  readonly waitSeconds: number;
  readonly sentBytes: number;
  readonly rounds: number;
  readonly attempts: number;
  readonly withdrawals: number;
  readonly suspendedSeconds: number;
  /** `null`: the task never ends. */
  readonly taskSeconds: number | null;
  readonly taskSlowdown: number;
}

/** Told what happens to the first VM of a run while it happens. */
export interface RunObserver {
  decision(atSeconds: number, kind: Decision['kind'] | 'request' | 'switch' | 'resume', task?: string): void;
  /** The bitmap was read. */
  round(atSeconds: number, pendingPages: number): void;
  /** A task begins a phase; `null`: it has exited. */
  phase(atSeconds: number, task: string, phase: ExactPhase | null): void;
  /** After every event. `pendingPages` is `null` while no migration runs. */
  sample(atSeconds: number, sample: RunSample): void;
}

export interface RunSample {
  readonly pendingPages: number | null;
  readonly sentBytes: number;
  readonly stopped: boolean;
}
