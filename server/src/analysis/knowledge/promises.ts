import { quantity, scale } from '../effects/quantity.ts';
import {
  allocatesMany,
  BOOLEAN,
  outcome,
  promise,
  RECEIVER_ITSELF,
  takes,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, isGiven, numberOf } from './sizes.ts';

/** Milliseconds as the timer functions take them; at least 1 ms (Node `lib/internal/timers.js`). */
const delaySeconds = (call: KnownCall, index: number) => {
  const delay = argumentOf(call, index);
  const given = isGiven(delay) ? numberOf(delay, quantity(1, 100, 60_000)) : quantity(1);
  return scale(quantity(Math.max(given.low, 1), Math.max(given.likely, 1), Math.max(given.high, 1)), 1e-3);
};

const TIMER_BYTES = quantity(200, 280, 400);

const cancelled: KnownRow = {
  source: 'estimate: unlinks the timer',
  does: () => outcome(UNDEFINED, takes(60)),
};

export const promises: KnownTable = {
  'Promise.withResolvers': {
    source: 'estimate: a JSPromise, two closures, their holder',
    does: () =>
      outcome(
        { kind: 'object', fields: { promise: promise(UNKNOWN) } },
        allocatesMany(quantity(240, 320, 400), 'result'),
        takes(120),
      ),
  },
  clearImmediate: cancelled,
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
  ...family('Timeout.prototype.', ['unref', 'ref', 'refresh', 'close'], {
    source: cancelled.source,
    does: () => outcome(RECEIVER_ITSELF, takes(100)),
  }),
  'Timeout.prototype.hasRef': { source: cancelled.source, does: () => outcome(BOOLEAN, takes(10)) },
};
