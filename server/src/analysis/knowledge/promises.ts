import { quantity, scale } from '../effects/quantity.ts';
import {
  allocatesMany,
  argument,
  array,
  calls,
  callsLater,
  each,
  instance,
  outcome,
  promise,
  takes,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, isGiven, lengthOf, numberOf } from './sizes.ts';

/** V8 JSPromise and a reaction: 150 to 210 B a step with its callback's capability. */
const REACTION_BYTES = quantity(120, 165, 210);

const SETTLED_SOURCE = 'row "promise.then chain": 165 B and 131 ns';

/** Milliseconds as the timer functions take them; at least 1 ms (Node `lib/internal/timers.js`). */
const delaySeconds = (call: KnownCall, index: number) => {
  const delay = argumentOf(call, index);
  const given = isGiven(delay) ? numberOf(delay, quantity(1, 100, 60_000)) : quantity(1);
  return scale(quantity(Math.max(given.low, 1), Math.max(given.likely, 1), Math.max(given.high, 1)), 1e-3);
};

const TIMER_BYTES = quantity(200, 280, 400);

const reaction: KnownRow = {
  source: SETTLED_SOURCE,
  does: () =>
    outcome(
      promise(UNKNOWN),
      callsLater(0, quantity(1), UNKNOWN),
      allocatesMany(REACTION_BYTES, 'result'),
      takes(131),
    ),
};

const combination: KnownRow = {
  source: 'estimate: a reaction and a resolving closure for each element',
  does: (call) => {
    const count = lengthOf(argumentOf(call, 0));
    return outcome(promise(array(count)), allocatesMany(each(count, 330), 'result'), takes(250, count));
  },
};

const timer = (className: string, repeats: boolean): KnownRow => ({
  source:
    'row "idle: await setTimeout(50) loop": the wake-up; a Timeout object of Node lib/internal/timers.js',
  does: () =>
    outcome(
      instance(className),
      allocatesMany(TIMER_BYTES, 'retained'),
      callsLater(0, repeats ? quantity(1, 10, 1000) : quantity(1)),
      takes(300),
    ),
});

const cancelled: KnownRow = {
  source: 'estimate: unlinks the timer',
  does: () => outcome(UNDEFINED, takes(60)),
};

const soon: KnownRow = {
  source: 'estimate: a queue entry of Node lib/internal/process/task_queues.js',
  does: () =>
    outcome(
      UNDEFINED,
      allocatesMany(quantity(40, 100, 200), 'temporary'),
      callsLater(0, quantity(1)),
      takes(80),
    ),
};

export const promises: KnownTable = {
  Promise: {
    source: 'estimate: a JSPromise and two resolving closures',
    does: () =>
      outcome(
        promise(UNKNOWN),
        calls(0, quantity(1), UNKNOWN, UNKNOWN),
        allocatesMany(quantity(200, 260, 320), 'result'),
        takes(100),
      ),
  },
  'Promise.resolve': {
    source: 'V8 JSPromise: 5 words',
    does: () =>
      outcome(
        promise({ kind: 'same', as: argument(0) }),
        allocatesMany(quantity(0, 40, 48), 'result'),
        takes(20),
      ),
  },
  'Promise.reject': {
    source: 'V8 JSPromise: 5 words',
    does: () => outcome(promise(UNKNOWN), allocatesMany(quantity(40), 'result'), takes(400)),
  },
  'Promise.withResolvers': {
    source: 'estimate: a JSPromise, two closures, their holder',
    does: () =>
      outcome(
        { kind: 'object', fields: { promise: promise(UNKNOWN) } },
        allocatesMany(quantity(240, 320, 400), 'result'),
        takes(120),
      ),
  },
  ...family('Promise.', ['all', 'allSettled', 'race', 'any'], combination),
  ...family('Promise.prototype.', ['then', 'catch', 'finally'], reaction),
  queueMicrotask: soon,
  'process.nextTick': soon,
  setImmediate: soon,
  clearImmediate: cancelled,
  setTimeout: timer('Timeout', false),
  setInterval: timer('Timeout', true),
  clearTimeout: cancelled,
  clearInterval: cancelled,
  ...family('', ['timers.promises.setTimeout', 'timers/promises.setTimeout', 'scheduler.wait'], {
    source: 'row "idle: await setTimeout(50) loop"',
    does: (call) =>
      outcome(
        promise(UNKNOWN, 'timer', delaySeconds(call, 0)),
        allocatesMany(TIMER_BYTES, 'temporary'),
        takes(600),
      ),
  }),
  ...family('', ['timers.promises.setImmediate', 'timers/promises.setImmediate', 'scheduler.yield'], {
    source: 'estimate: one turn of the event loop',
    does: () =>
      outcome(
        promise(UNKNOWN, 'timer', quantity(1e-6, 5e-6, 1e-3)),
        allocatesMany(quantity(200, 300, 400), 'temporary'),
        takes(500),
      ),
  }),
  'Timeout.prototype.unref': cancelled,
  'Timeout.prototype.ref': cancelled,
  'Timeout.prototype.refresh': cancelled,
};
