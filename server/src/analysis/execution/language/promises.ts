import { say } from '@migration-tags/simulator';
import { add, type Quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { allocate, birth, markEscaped } from '../heap/heap.ts';
import type { Machine } from '../run/machine.ts';
import { PromiseThing, type Reaction, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { Thrown } from './frame.ts';

export const newPromise = (machine: Machine, site: Site): PromiseThing => {
  const base = birth(machine, site, 'promise');
  allocate(machine, BYTES.promise);
  return new PromiseThing(
    base.shape,
    machine.realm?.prototypeOf('Promise') ?? null,
    base.born,
    base.multiplicity,
  );
};

/** A promise of `value` that settles after a wait of so long. */
export const settledPromise = (
  machine: Machine,
  site: Site,
  value: Value,
  seconds: Quantity | null = null,
): PromiseThing => {
  const promise = newPromise(machine, site);
  promise.state = 'fulfilled';
  promise.value = value;
  promise.readyAt = seconds ? add(machine.eventLoop.clock, scaledByWeight(machine, seconds)) : null;
  return promise;
};

export const settle = (
  machine: Machine,
  promise: PromiseThing,
  state: 'fulfilled' | 'rejected',
  value: Value,
): void => {
  if (promise.state !== 'pending') return;
  if (state === 'fulfilled' && value instanceof PromiseThing) {
    promise.neverSettles ||= value.neverSettles;
    whenSettled(machine, value, {
      run: () => settle(machine, promise, value.state === 'rejected' ? 'rejected' : 'fulfilled', value.value),
      holds: [promise],
    });
    promise.readyAt = value.readyAt ?? promise.readyAt;
    return;
  }
  markEscaped(machine, value);
  promise.state = state;
  promise.value = value;
  promise.readyAt ??= machine.eventLoop.clock;
  for (const reaction of promise.reactions.splice(0)) soon(machine, reaction);
};

/** Once the running code has come to its end. */
export const soon = (machine: Machine, { run, holds }: Reaction): void =>
  machine.eventLoop.soon({ run, holds, weight: machine.weight.likely });

export const whenSettled = (machine: Machine, promise: PromiseThing, reaction: Reaction): void => {
  if (promise.state === 'pending') promise.reactions.push(reaction);
  else soon(machine, reaction);
};

/** How long an awaited value nobody knows takes: from a cached answer to a slow network. */
const UNKNOWN_WAIT: Quantity = { low: 0, likely: 0.005, high: 1 };

/** What is seen of a wait without end, seconds. */
const ENDLESS_WAIT: Quantity = { low: 10, likely: 10, high: 10 };

/** The value of `await value`: others run meanwhile, the virtual clock goes on. */
export const awaitValue = (machine: Machine, value: Value): Value => {
  machine.compute(NANOSECONDS.await);
  machine.awaits++;
  machine.roots.resume(machine.callDepth);
  allocate(machine, BYTES.await);
  machine.effects++;
  if (value instanceof Unknown) {
    machine.question(
      say`How long does ${value.origin === '' ? say`waiting for an unknown value` : say`\`await ${value.origin}\``} take? \`assume duration=\u2026\``,
    );
    machine.eventLoop.advance(scaledByWeight(machine, UNKNOWN_WAIT));
    return UNKNOWN;
  }
  if (!(value instanceof Thing)) return value;
  const promise = value instanceof PromiseThing ? value : null;
  if (!promise) return value;
  if (promise.neverSettles) machine.node.waitForEver();
  if (promise.state === 'pending') runOthersUntil(machine, () => promise.state !== 'pending');
  if (
    promise.state === 'pending' &&
    machine.eventLoop.endless &&
    !machine.eventLoop.origin &&
    !machine.guessing
  ) {
    // Nothing settles it while the program lives on events.
    machine.node.goOnForEver();
    machine.eventLoop.advance(ENDLESS_WAIT);
    return UNKNOWN;
  }
  const { node, waitingLoop } = machine;
  if (promise.state === 'pending' && waitingLoop && (node === waitingLoop || node.parent === waitingLoop)) {
    // What the others do meanwhile takes its time where they run.
    machine.waitedInVain = waitingLoop;
    return UNKNOWN;
  }
  if (promise.state === 'pending') {
    machine.question(say`What settles this awaited promise, and when? \`assume duration=\u2026\``);
    machine.eventLoop.advance(scaledByWeight(machine, UNKNOWN_WAIT));
    return UNKNOWN;
  }
  if (promise.readyAt) {
    const { likely } = promise.readyAt;
    if (likely > machine.eventLoop.clock.likely) runOthersUntil(machine, () => false, likely);
    machine.eventLoop.advanceTo(promise.readyAt);
  }
  if (promise.state === 'rejected') throw new Thrown(promise.value, machine.node);
  return promise.value;
};

/** Other tasks run as children of the root: what they cost is not the waiting code's. `end`: seconds of the clock. */
export const runOthersUntil = (machine: Machine, done: () => boolean, end?: number): boolean => {
  const { node } = machine;
  machine.node = machine.root;
  machine.roots.waiting.push(node);
  try {
    return machine.eventLoop.runUntil(done, end);
  } finally {
    machine.roots.waiting.pop();
    machine.node = node;
  }
};

/** The clock counts waits as often as the waiting code really runs. */
export const scaledByWeight = (machine: Machine, seconds: Quantity): Quantity => ({
  low: seconds.low * machine.weight.low,
  likely: seconds.likely * machine.weight.likely,
  high: seconds.high * machine.weight.high,
});
