import type { ExactTask } from './draw.ts';
import type { Machine } from './machine.ts';
import type { AttemptRecord } from './migration.ts';
import type { RunResult } from './record.ts';

/** What a completed migration is accounted for by. Times are those of the run's clock. */
export interface CompletedRun {
  readonly machine: Machine;
  readonly tasks: readonly ExactTask[];
  /** Of the attempt that completed. */
  readonly record: AttemptRecord;
  readonly requestedAtSeconds: number;
  readonly nowSeconds: number;
  /** When the hypervisor reports the end, if not now. */
  readonly finishedAtSeconds: number;
  readonly hypervisorDowntimeSeconds: number;
  readonly sentByEarlierAttempts: number;
  readonly forced: boolean;
  readonly attempts: number;
  readonly withdrawals: number;
}

export function runResult(run: CompletedRun): RunResult {
  const { machine, record, requestedAtSeconds, nowSeconds } = run;
  const nominalSeconds = Math.max(...run.tasks.map(nominalTaskSeconds));
  const endless = nominalSeconds === Number.POSITIVE_INFINITY;
  const lost = machine.lostSeconds;
  const elapsed = nowSeconds - requestedAtSeconds;
  return {
    completed: true,
    forced: run.forced,
    downtimeSeconds: (machine.resumedAtSeconds ?? nowSeconds) - (machine.stoppedAtSeconds ?? nowSeconds),
    hypervisorDowntimeSeconds: run.hypervisorDowntimeSeconds,
    totalSeconds: run.finishedAtSeconds - record.startedAtSeconds,
    waitSeconds: record.startedAtSeconds - requestedAtSeconds,
    sentBytes: run.sentByEarlierAttempts + record.sentBytes,
    rounds: record.rounds,
    attempts: run.attempts,
    withdrawals: run.withdrawals,
    suspendedSeconds: machine.suspendedSeconds,
    taskSeconds: endless ? null : nominalSeconds + lost,
    taskSlowdown: endless
      ? elapsed / Math.max(elapsed - lost, NO_TIME)
      : (nominalSeconds + lost) / nominalSeconds,
  };
}

const nominalTaskSeconds = (task: ExactTask): number =>
  task.iterations === 0
    ? Number.POSITIVE_INFINITY
    : task.iterations * task.phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);

/** Keeps a run that lost all of its time from dividing by nothing. */
const NO_TIME = 1e-9;
