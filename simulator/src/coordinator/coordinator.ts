import type {
  CoordinatorEvent,
  CoordinatorOptions,
  CoordinatorState,
  CoordinatorStep,
  Decision,
} from './protocol.ts';
import { drop, enter, leave, permitsGoingOn, permitsStart } from './tag-board.ts';

/** The coordinator of one VM before any request. */
export const createCoordinator = (options: CoordinatorOptions): CoordinatorState => ({
  options,
  status: 'idle',
  board: new Map(),
  runningTaggedTasks: new Set(options.taggedTasks),
  requestedAtSeconds: null,
  deadlineAtSeconds: null,
  deadlinePassed: false,
  timeoutAtSeconds: null,
  heldSinceSeconds: null,
  forced: false,
  attempts: 0,
  givenUp: false,
  suspended: [],
});

/** When the coordinator next wants a `time` event; `null`: when something else happens. */
export function wakeAtSeconds(state: CoordinatorState): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const { untilSeconds } of state.suspended) next = Math.min(next, untilSeconds);
  if (awaitsDeadline(state)) next = Math.min(next, state.deadlineAtSeconds ?? next);
  if (state.status === 'copying') next = Math.min(next, state.timeoutAtSeconds ?? next);
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/** One event in; the next state and what is to be done now out. Pure. */
export function coordinatorStep(state: CoordinatorState, event: CoordinatorEvent): CoordinatorStep {
  const { atSeconds } = event;
  // What the guest says at or after a deadline comes too late, even if nobody has told the time in between.
  const timely = isFromGuest(event) ? settle(timePassed(state, atSeconds), atSeconds) : step(state);
  const { state: next, decisions } = settle(absorb(timely.state, event), atSeconds);
  return step(next, ...timely.decisions, ...decisions);
}

const isFromGuest = ({ kind }: CoordinatorEvent): boolean =>
  kind === 'tag-entered' || kind === 'tag-left' || kind === 'task-exited';

const step = (state: CoordinatorState, ...decisions: readonly Decision[]): CoordinatorStep => ({
  state,
  decisions,
});

/** What the event itself changes. */
function absorb(state: CoordinatorState, event: CoordinatorEvent): CoordinatorStep {
  switch (event.kind) {
    case 'request': {
      if (state.status !== 'idle') return step(state);
      const { deadlineSeconds } = state.options;
      const requestedAtSeconds = event.atSeconds;
      const deadlineAtSeconds = deadlineSeconds === null ? null : requestedAtSeconds + deadlineSeconds;
      return step({ ...state, status: 'pending', requestedAtSeconds, deadlineAtSeconds });
    }
    case 'tag-entered':
      return tagEntered(state, event);
    case 'tag-left':
      return step({ ...state, board: leave(state.board, event.task, event.tag) });
    case 'task-exited': {
      const runningTaggedTasks = new Set(state.runningTaggedTasks);
      runningTaggedTasks.delete(event.task);
      const suspended = state.suspended.filter((suspension) => suspension.task !== event.task);
      return step({ ...state, board: drop(state.board, event.task), runningTaggedTasks, suspended });
    }
    case 'time':
      return timePassed(state, event.atSeconds);
    case 'turn':
      return isReady(state) ? started(state, event.atSeconds) : step(state);
    case 'displaced':
      return state.status === 'held' ? withdrawn(state) : step(state);
    case 'switching':
      return step(
        isOngoing(state) || state.status === 'withdrawn' ? { ...state, status: 'switching' } : state,
      );
    case 'completed':
      return resumeTasks({ ...state, status: 'done' }, state.suspended);
    case 'cancelled':
      return state.status === 'withdrawn' ? attemptEnded(state) : step(state);
    case 'attempt-failed':
      return isOngoing(state) || state.status === 'switching'
        ? attemptEnded({ ...state, givenUp: state.attempts > state.options.retries })
        : step(state);
  }
}

/** What the tags, as they stand now, permit or forbid. */
function settle({ state, decisions }: CoordinatorStep, atSeconds: number): CoordinatorStep {
  if (isReady(state) && !state.options.awaitsTurn) {
    const { state: copying, decisions: starting } = started(state, atSeconds);
    return step(copying, ...decisions, ...starting);
  }
  if (state.status === 'copying' && !mayGoOn(state)) {
    if (state.options.withdrawal === 'cancel') {
      const { state: cancelling, decisions: cancelled } = withdrawn(state);
      return step(cancelling, ...decisions, ...cancelled);
    }
    return step({ ...state, status: 'held', heldSinceSeconds: atSeconds }, ...decisions, { kind: 'hold' });
  }
  if (state.status === 'held' && mayGoOn(state)) {
    const heldSeconds = atSeconds - (state.heldSinceSeconds ?? atSeconds);
    const timeoutAtSeconds = state.timeoutAtSeconds === null ? null : state.timeoutAtSeconds + heldSeconds;
    return step({ ...state, status: 'copying', heldSinceSeconds: null, timeoutAtSeconds }, ...decisions, {
      kind: 'release',
    });
  }
  return { state, decisions };
}

const started = (state: CoordinatorState, atSeconds: number): CoordinatorStep =>
  step(
    {
      ...state,
      status: 'copying',
      attempts: state.attempts + 1,
      timeoutAtSeconds: atSeconds + state.options.timeoutSeconds,
      heldSinceSeconds: null,
      forced: false,
    },
    { kind: 'start' },
  );

const withdrawn = (state: CoordinatorState): CoordinatorStep =>
  step({ ...state, status: 'withdrawn', timeoutAtSeconds: null }, { kind: 'cancel' });

/** Under `suspend-task` a task about to enter a barring entity waits outside while the copy can still finish. */
function tagEntered(
  state: CoordinatorState,
  { task, tag, atSeconds }: CoordinatorEvent & { kind: 'tag-entered' },
): CoordinatorStep {
  const entered = { ...state, board: enter(state.board, task, tag) };
  const suspends =
    tag === 'withdraw' &&
    state.options.withdrawal === 'suspend-task' &&
    state.status === 'copying' &&
    !tagsAreOver(state) &&
    state.options.suspendLimitSeconds > 0;
  if (!suspends) return step(entered);
  const suspension = { task, untilSeconds: atSeconds + state.options.suspendLimitSeconds };
  return step({ ...state, suspended: [...state.suspended, suspension] }, { kind: 'suspend-task', task });
}

function timePassed(state: CoordinatorState, atSeconds: number): CoordinatorStep {
  const late = state.suspended.filter((suspension) => suspension.untilSeconds <= atSeconds);
  const resumed = resumeTasks(state, late);
  const reached = (time: number | null): boolean => time !== null && time <= atSeconds;

  if (awaitsDeadline(resumed.state) && reached(resumed.state.deadlineAtSeconds)) {
    const past = { ...resumed.state, deadlinePassed: true };
    // An unguided copy is ended at the deadline; a guided one goes on without its tags, and what is still pending,
    // which without tags means queueing for its turn, starts as soon as it may.
    if (state.options.heedsTags || past.status === 'pending') return step(past, ...resumed.decisions);
    return outOfTime({ ...past, givenUp: true }, resumed.decisions);
  }
  if (resumed.state.status === 'copying' && reached(resumed.state.timeoutAtSeconds)) {
    const givenUp = resumed.state.attempts > state.options.retries;
    return outOfTime({ ...resumed.state, givenUp }, resumed.decisions);
  }
  return resumed;
}

function outOfTime(state: CoordinatorState, before: readonly Decision[]): CoordinatorStep {
  const ended = { ...state, timeoutAtSeconds: null };
  switch (state.options.onTimeout) {
    case 'cancel':
      return step({ ...ended, status: 'withdrawn' }, ...before, { kind: 'cancel' });
    case 'force':
    case 'post-copy':
      return step({ ...ended, forced: true }, ...before, { kind: state.options.onTimeout });
  }
}

function attemptEnded(state: CoordinatorState): CoordinatorStep {
  const over = state.givenUp ? 'failed' : 'pending';
  return resumeTasks(
    { ...state, status: over, timeoutAtSeconds: null, heldSinceSeconds: null },
    state.suspended,
  );
}

/** The tasks enter, at last, the entity at whose boundary they were held. */
function resumeTasks(state: CoordinatorState, suspensions: CoordinatorState['suspended']): CoordinatorStep {
  let board = state.board;
  for (const { task } of suspensions) board = enter(board, task, 'withdraw');
  const suspended = state.suspended.filter((suspension) => !suspensions.includes(suspension));
  return step(
    { ...state, board, suspended },
    ...suspensions.map(({ task }): Decision => ({ kind: 'resume-task', task })),
  );
}

const isOngoing = (state: CoordinatorState): boolean => state.status === 'copying' || state.status === 'held';

/** A deadline matters until the migration is decided. */
const awaitsDeadline = (state: CoordinatorState): boolean =>
  !state.deadlinePassed && (state.status === 'pending' || (isOngoing(state) && !state.forced));

/** Tags are not asked again about a forced attempt: taking the force back would only make it end later. */
const tagsAreOver = (state: CoordinatorState): boolean =>
  !state.options.heedsTags || state.deadlinePassed || (isOngoing(state) && state.forced);

const mayGoOn = (state: CoordinatorState): boolean => tagsAreOver(state) || permitsGoingOn(state.board);

/** Pending, and nothing but a turn is missing. */
export const isReady = (state: CoordinatorState): boolean => state.status === 'pending' && mayStart(state);

const mayStart = (state: CoordinatorState): boolean =>
  tagsAreOver(state) ||
  permitsStart(state.board) ||
  (state.options.taggedTasks.length > 0 &&
    state.runningTaggedTasks.size === 0 &&
    permitsGoingOn(state.board));
