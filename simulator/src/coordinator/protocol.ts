import type { TimeoutAction, Withdrawal } from '../model/environment.ts';
import type { TagType } from '../model/workload.ts';
import type { TagBoard } from './tag-board.ts';

/** How one VM's request is to be handled. Durations in seconds; times are the caller's clock, in seconds. */
export interface CoordinatorOptions {
  /** `false`: an unguided migration; tags are ignored and the deadline ends the request (`onTimeout`). */
  readonly heedsTags: boolean;
  readonly withdrawal: Withdrawal;
  readonly suspendLimitSeconds: number;
  /** Counted from the request; `null`: none. */
  readonly deadlineSeconds: number | null;
  /** Per attempt, held time excluded. */
  readonly timeoutSeconds: number;
  readonly onTimeout: TimeoutAction;
  readonly retries: number;
  /** Several VMs share the link: a permitted request still waits for its `turn` (migration-queue.ts). Absent: it does not. */
  readonly awaitsTurn?: boolean;
  /** Tasks that carry tags; once the last one has exited, nothing is left to wait for. */
  readonly taggedTasks: readonly string[];
}

export type CoordinatorEvent = { readonly atSeconds: number } & (
  | { readonly kind: 'request' }
  | { readonly kind: 'tag-entered'; readonly task: string; readonly tag: TagType }
  | { readonly kind: 'tag-left'; readonly task: string; readonly tag: TagType }
  | { readonly kind: 'task-exited'; readonly task: string }
  /** The clock reached `wakeAtSeconds`. */
  | { readonly kind: 'time' }
  /** The link is free for this VM; it starts now or not at all. */
  | { readonly kind: 'turn' }
  /** A held copy is to make way for a request past its deadline. */
  | { readonly kind: 'displaced' }
  /** The hypervisor passed the point of no return: with the gate open, remaining memory fits the downtime limit. */
  | { readonly kind: 'switching' }
  | { readonly kind: 'completed' }
  /** The hypervisor confirms a cancelled attempt. */
  | { readonly kind: 'cancelled' }
  /** The hypervisor gave the attempt up by itself. */
  | { readonly kind: 'attempt-failed' }
);

/** What the hypervisor, or the runtime inside the guest, is to do. */
export type Decision =
  | { readonly kind: 'start' }
  | { readonly kind: 'cancel' }
  /** Go on copying, do not switch over (QEMU: downtime limit 1 ms). */
  | { readonly kind: 'hold' }
  | { readonly kind: 'release' }
  /** Switch over now, whatever remains (QEMU: lift the downtime limit). */
  | { readonly kind: 'force' }
  | { readonly kind: 'post-copy' }
  /** Keep the task at the boundary of the entity that it announced. */
  | { readonly kind: 'suspend-task'; readonly task: string }
  | { readonly kind: 'resume-task'; readonly task: string };

export type CoordinatorStatus =
  | 'idle'
  | 'pending'
  | 'copying'
  | 'held'
  | 'withdrawn'
  | 'switching'
  | 'done'
  | 'failed';

export interface SuspendedTask {
  readonly task: string;
  readonly untilSeconds: number;
}

export interface CoordinatorState {
  readonly options: CoordinatorOptions;
  readonly status: CoordinatorStatus;
  readonly board: TagBoard;
  readonly runningTaggedTasks: ReadonlySet<string>;
  /** Absolute; `null` before the request. */
  readonly requestedAtSeconds: number | null;
  /** Absolute; `null` before the request and without a deadline. */
  readonly deadlineAtSeconds: number | null;
  readonly deadlinePassed: boolean;
  /** When the attempt times out if it is never held; `null` while there is none or it has been acted on. */
  readonly timeoutAtSeconds: number | null;
  readonly heldSinceSeconds: number | null;
  /** The last attempt was told to switch over, or to go on by post-copy, whatever the tags say. */
  readonly forced: boolean;
  readonly attempts: number;
  /** A cancelled attempt is the request's last. */
  readonly givenUp: boolean;
  readonly suspended: readonly SuspendedTask[];
}

export interface CoordinatorStep {
  readonly state: CoordinatorState;
  /** To be carried out in this order. */
  readonly decisions: readonly Decision[];
}
