import { isReady } from './coordinator.ts';
import type { CoordinatorState, CoordinatorStatus } from './protocol.ts';

/**
 * Copies over one link at a time when nothing else is said. Sharing a link stretches every copy, and what a guest writes
 * meanwhile is sent again. The default is that of OpenStack Nova's `max_concurrent_live_migrations`.
 */
export const DEFAULT_CONCURRENT_COPIES = 1;

/** Indices of coordinators: those to be told `turn`, and those to be told `displaced`. */
export interface QueueDecision {
  readonly turns: readonly number[];
  readonly displaced: readonly number[];
}

/** A cancelled copy keeps the link until the hypervisor has confirmed that it is over. */
const USES_LINK: readonly CoordinatorStatus[] = ['copying', 'held', 'withdrawn', 'switching'];

/**
 * Orders the requests of VMs that share a link. A turn goes to a request that its tags permit to start now, so one that
 * has to wait for an approval never stands before one that has it; among these to the earliest deadline, then to the
 * earliest request. A held copy keeps its place, and its work, until a request past its deadline needs it: then it is
 * cancelled and queues again. Pure.
 */
export function nextTurns(
  coordinators: readonly CoordinatorState[],
  concurrentCopies: number,
): QueueDecision {
  const mostUrgentFirst = coordinators.map((state, index) => ({ state, index })).sort(byUrgency);
  const having = (...statuses: readonly CoordinatorStatus[]): readonly Entry[] =>
    mostUrgentFirst.filter(({ state }) => statuses.includes(state.status));

  const free = Math.max(0, concurrentCopies - having(...USES_LINK).length);
  const ready = mostUrgentFirst.filter(({ state }) => isReady(state));
  const overdue = ready.slice(free).filter(({ state }) => state.deadlinePassed);
  const needed = Math.max(0, overdue.length - having('withdrawn').length);
  return {
    turns: ready.slice(0, free).map(({ index }) => index),
    displaced: having('held')
      .toReversed()
      .slice(0, needed)
      .map(({ index }) => index),
  };
}

interface Entry {
  readonly state: CoordinatorState;
  readonly index: number;
}

/** A request without a deadline is the least urgent. */
const byUrgency = (a: Entry, b: Entry): number =>
  difference(a.state.deadlineAtSeconds, b.state.deadlineAtSeconds) ||
  difference(a.state.requestedAtSeconds, b.state.requestedAtSeconds) ||
  a.index - b.index;

function difference(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}
