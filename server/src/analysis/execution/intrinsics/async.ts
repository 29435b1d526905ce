import { largest, NOTHING, type Quantity, quantity, scale } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { calledSite } from '../calls/recurring-call.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { arrayOf } from '../heap/arrays.ts';
import { allocate, birth, markEscaped } from '../heap/heap.ts';
import { Thrown } from '../language/frame.ts';
import { iterate } from '../language/iteration.ts';
import {
  newPromise,
  soon as runSoon,
  scaledByWeight,
  settle,
  settledPromise,
  whenSettled,
} from '../language/promises.ts';
import {
  BoundThing,
  isCallable,
  LibraryThing,
  NativeThing,
  PromiseThing,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** A timer whose delay nobody knows. */
const UNKNOWN_DELAY = quantity(0.001, 0.1, 10);

/** What a timer waits for at least, and where it is asked for what is no number or longer than the longest delay (Node, lib/internal/timers.js: `TIMEOUT_MAX`). */
const SHORTEST_DELAY = quantity(0.001);
const LONGEST_DELAY_MS = 2 ** 31 - 1;

const delayOf = (value: Value): Quantity => {
  if (value instanceof Unknown)
    return value.type === 'number' && value.estimate
      ? largest(scale(value.estimate, 1 / 1000), SHORTEST_DELAY)
      : UNKNOWN_DELAY;
  const milliseconds = value instanceof Thing ? Number.NaN : Number(value);
  const holds = milliseconds >= 1 && milliseconds <= LONGEST_DELAY_MS;
  return holds ? quantity(milliseconds / 1000) : SHORTEST_DELAY;
};

interface Waiting {
  readonly kind: 'once' | 'interval';
  readonly callback: Value;
  readonly rest: readonly Value[];
  readonly delay: Quantity;
  readonly isGuess: boolean;
}

const callLater = (
  { machine, site }: NativeCall,
  { kind, callback, rest, delay, isGuess }: Waiting,
): LibraryThing => {
  markEscaped(machine, callback);
  allocate(machine, 200);
  const { weight } = machine;
  const run = (): void => {
    const outer = machine.weight;
    machine.weight = weight;
    callValue(machine, callback, undefined, rest, site);
    machine.weight = outer;
  };
  const id = machine.eventLoop.later({
    delay: scaledByWeight(machine, delay),
    isGuess,
    kind,
    called: calledSite(callback),
    holds: [callback, ...rest],
    weight: weight.likely,
    run,
  });
  const handle = new LibraryThing({ ...birth(machine, site), prototype: null }, 'Timeout', true);
  handle.setOwn(NUMBER, id);
  return handle;
};

const timer =
  (kind: Waiting['kind']): Intrinsic =>
  (call) => {
    const [callback, delay, ...rest] = call.values;
    const isGuess = delay instanceof Unknown;
    return callLater(call, { kind, callback, rest, delay: delayOf(delay), isGuess });
  };

const immediate: Intrinsic = (call) => {
  const [callback, ...rest] = call.values;
  return callLater(call, { kind: 'once', callback, rest, delay: NOTHING, isGuess: false });
};

/** What the event loop knows a timer by. */
const NUMBER = '@@number';

const clearTimer: Intrinsic = ({ machine, values: [handle] }) => {
  const id = handle instanceof Thing ? handle.fields.get(NUMBER) : undefined;
  if (typeof id === 'number') machine.eventLoop.cancel(id);
  return undefined;
};

/** A function value that settles a promise: `resolve`, `reject`. */
const settler = (
  { machine, site }: NativeCall,
  promise: PromiseThing,
  state: 'fulfilled' | 'rejected',
): BoundThing => {
  const base = birth(machine, site, state);
  const bound = new BoundThing(
    base.shape,
    machine.realm?.prototypeOf('Function') ?? null,
    base.born,
    base.multiplicity,
  );
  bound.target = new NativeThing(
    base.shape,
    null,
    base.born,
    state === 'fulfilled' ? SETTLE_FULFILLED : SETTLE_REJECTED,
  );
  bound.values = [promise];
  return bound;
};

const SETTLE_FULFILLED = 'Promise.#fulfil';
const SETTLE_REJECTED = 'Promise.#reject';

const settleWith =
  (state: 'fulfilled' | 'rejected'): Intrinsic =>
  ({ machine, values: [promise, value] }) => {
    if (promise instanceof PromiseThing) settle(machine, promise, state, value);
    return undefined;
  };

const construct: Intrinsic = (call) => {
  const {
    machine,
    values: [executor],
    site,
  } = call;
  const promise = newPromise(machine, site);
  try {
    callValue(
      machine,
      executor,
      undefined,
      [settler(call, promise, 'fulfilled'), settler(call, promise, 'rejected')],
      site,
    );
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    settle(machine, promise, 'rejected', error.value);
  }
  return promise;
};

/** `.then`, `.catch`, `.finally`: the callback runs once the promise has settled, in a later turn. */
const react =
  (pick: (call: NativeCall, promise: PromiseThing) => Value, passes: boolean): Intrinsic =>
  (call) => {
    const { machine, receiver, site } = call;
    const derived = newPromise(machine, site);
    machine.compute(NANOSECONDS.reaction);
    allocate(machine, BYTES.reaction);
    if (!(receiver instanceof PromiseThing)) {
      for (const value of call.values)
        if (isCallable(value)) callValue(machine, value, undefined, [UNKNOWN], site);
      settle(machine, derived, 'fulfilled', UNKNOWN);
      return derived;
    }
    derived.neverSettles = receiver.neverSettles;
    const { weight } = machine;
    const run = (): void => {
      const callback = pick(call, receiver);
      derived.readyAt = receiver.readyAt;
      if (!isCallable(callback)) {
        settle(machine, derived, receiver.state === 'rejected' ? 'rejected' : 'fulfilled', receiver.value);
        return;
      }
      const outer = machine.weight;
      machine.weight = weight;
      try {
        const result = callValue(machine, callback, undefined, passes ? [] : [receiver.value], site);
        settle(machine, derived, 'fulfilled', passes ? receiver.value : result);
      } catch (error) {
        if (!(error instanceof Thrown)) throw error;
        settle(machine, derived, 'rejected', error.value);
      } finally {
        machine.weight = outer;
      }
    };
    whenSettled(machine, receiver, { run, holds: [derived, ...call.values] });
    return derived;
  };

/** Settles when all have, with what they hold; the wait is the longest. */
const all: Intrinsic = (call) => {
  const {
    machine,
    site,
    values: [list],
  } = call;
  const promises: Value[] = [];
  iterate(machine, list, site, (value) => {
    promises.push(value);
    return true;
  });
  const result = newPromise(machine, site);
  result.neverSettles = promises.some((value) => value instanceof PromiseThing && value.neverSettles);
  let open = 0;
  const finish = (): void => {
    if (--open > 0) return;
    const held = promises.map((value) => (value instanceof PromiseThing ? value.value : value));
    result.readyAt = latest(promises) ?? machine.eventLoop.clock;
    settle(machine, result, 'fulfilled', arrayOf(machine, site, held));
  };
  open = 1;
  for (const promise of promises)
    if (promise instanceof PromiseThing) {
      open++;
      whenSettled(machine, promise, { run: finish, holds: [result, list] });
    }
  finish();
  return result;
};

const latest = (promises: readonly Value[]): Quantity | null => {
  let last: Quantity | null = null;
  for (const promise of promises)
    if (promise instanceof PromiseThing && promise.readyAt && (!last || promise.readyAt.likely > last.likely))
      last = promise.readyAt;
  return last;
};

/** The first of those that ever settle. */
const race: Intrinsic = ({ machine, site, values: [list] }) => {
  let first: Value = UNKNOWN;
  iterate(machine, list, site, (value) => {
    first = value;
    return value instanceof PromiseThing && value.neverSettles;
  });
  return first instanceof PromiseThing ? first : settledPromise(machine, site, first);
};

const soon: Intrinsic = ({ machine, values: [callback, ...rest], site }) => {
  markEscaped(machine, callback);
  const run = (): void => {
    callValue(machine, callback, undefined, rest, site);
  };
  runSoon(machine, { run, holds: [callback, ...rest] });
  return undefined;
};

/** A promise that settles by itself, with its second argument. */
const sleep: Intrinsic = ({ machine, site, values: [delay, value] }) =>
  settledPromise(machine, site, value, delayOf(delay));

export const ASYNC_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['setTimeout', timer('once')],
  ['setImmediate', immediate],
  ['setInterval', timer('interval')],
  ['clearTimeout', clearTimer],
  ['clearInterval', clearTimer],
  ['queueMicrotask', soon],
  ['process.nextTick', soon],
  ['Promise', construct],
  [SETTLE_FULFILLED, settleWith('fulfilled')],
  [SETTLE_REJECTED, settleWith('rejected')],
  [
    'Promise.resolve',
    ({ machine, site, values: [value] }) =>
      value instanceof PromiseThing ? value : settledPromise(machine, site, value),
  ],
  [
    'Promise.reject',
    ({ machine, site, values: [value] }) => {
      const promise = newPromise(machine, site);
      settle(machine, promise, 'rejected', value);
      return promise;
    },
  ],
  ['Promise.all', all],
  ['Promise.allSettled', all],
  ['Promise.race', race],
  ['Promise.any', race],
  [
    'Promise.prototype.then',
    react(({ values }, { state }) => (state === 'rejected' ? values[1] : values[0]), false),
  ],
  [
    'Promise.prototype.catch',
    react(({ values }, { state }) => (state === 'rejected' ? values[0] : undefined), false),
  ],
  ['Promise.prototype.finally', react(({ values }) => values[0], true)],
  ['timers/promises.setTimeout', sleep],
  ['timers.promises.setTimeout', sleep],
  [
    'util.promisify',
    ({ values: [callee] }) =>
      callee instanceof NativeThing && callee.symbol === 'setTimeout'
        ? new NativeThing(callee.shape, callee.prototype, 0, 'timers/promises.setTimeout')
        : callee,
  ],
];
