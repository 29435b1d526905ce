import type { FunctionCode, Site } from '../../program/code.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { allocate, allocateLazily, birth, isDouble, markEscaped, ownBytes } from '../heap/heap.ts';
import type { Construction, Frame } from '../language/frame.ts';
import { Thrown } from '../language/frame.ts';
import { runBody } from '../language/function-body.ts';
import { newPromise, settle } from '../language/promises.ts';
import type { Machine } from '../run/machine.ts';
import { Environment } from '../values/environment.ts';
import {
  BoundThing,
  FunctionThing,
  GeneratorThing,
  LibraryThing,
  NativeThing,
  PromiseThing,
  Thing,
  UNKNOWN,
  type Value,
} from '../values/value.ts';
import { type CallStart, callFromMemory, callStart, rememberCall } from './call-memory.ts';
import type { Inlining } from './inlining.ts';
import { callsOverLink } from './linked-recursion.ts';
import { callNative } from './native-call.ts';
import { callUnknown } from './unknown-call.ts';

/**
 * Calls deeper than this are not followed. Deeper ones overflow the stack that Node gives us (984 KiB) now and then, and the
 * answer then depended on how much of us was compiled. A call through `forEach` in a `try`, not compiled yet, takes 8 KiB of it: at 120 one
 * test run in three answered otherwise. Between 90 and 120 no scored row moves by more than a tenth.
 */
const DEEPEST_CALL = 90;

/** A function value for a piece of code, with the variables around it. */
export const instantiate = (frame: Frame, code: FunctionCode): FunctionThing => {
  const { machine } = frame;
  const base = { ...birth(machine, code.site), prototype: machine.realm?.prototypeOf('Function') ?? null };
  const thing = new FunctionThing(base, code, frame.environment, code.arrow ? frame.thisValue : undefined);
  if (code.arrow) thing.home = frame.callee?.home ?? null;
  allocateLazily(machine, thing);
  machine.compute(NANOSECONDS.closure);
  machine.realm?.noteFunction(thing);
  return thing;
};

/** The `prototype` that instances made by `new` get; made when first asked for, as in V8. */
export const prototypeFor = (machine: Machine, callee: FunctionThing): Thing => {
  const known = callee.fields.get('prototype');
  if (known instanceof Thing) return known;
  const base = birth(machine, callee.code.site, `${callee.code.name}.prototype`);
  const prototype = new Thing(base.shape, machine.realm?.prototypeOf('Object') ?? null, base.born, 1);
  prototype.setOwn('constructor', callee);
  callee.setOwn('prototype', prototype);
  return prototype;
};

export const callValue = (
  machine: Machine,
  target: Value,
  receiver: Value,
  values: readonly Value[],
  site: Site,
): Value => {
  machine.callSite = site;
  if (target instanceof FunctionThing) return callFunction(machine, target, receiver, values);
  if (target instanceof NativeThing) return callNative(machine, target.symbol, receiver, values, site, false);
  if (target instanceof BoundThing)
    return callValue(machine, target.target, target.thisValue, [...target.values, ...values], site);
  if (target instanceof LibraryThing && !target.instance)
    return callNative(machine, target.symbol, receiver, values, site, false);
  return callUnknown(machine, target, receiver, values, site);
};

export const callFunction = (
  machine: Machine,
  callee: FunctionThing,
  receiver: Value,
  values: readonly Value[],
  construction: Construction | null = null,
): Value => {
  const calls = callsOverLink(machine.frame, callee.code, receiver, values);
  return calls
    ? machine.weighted(calls, () => callOnce(machine, callee, receiver, values, construction))
    : callOnce(machine, callee, receiver, values, construction);
};

const callOnce = (
  machine: Machine,
  callee: FunctionThing,
  receiver: Value,
  values: readonly Value[],
  construction: Construction | null,
): Value => {
  const { code } = callee;
  const around = activationOf(machine.frame, code);
  const canBe = !around && !code.async && !code.generator;
  const part =
    canBe && machine.callSite ? (machine.frame?.inlining.of(machine.callSite, code) ?? null) : null;
  const inlined = part !== null;
  machine.compute(inlined ? NANOSECONDS.inlinedCall : NANOSECONDS.call);
  if (!inlined) {
    for (const value of values) markEscaped(machine, value);
    if (!construction) markEscaped(machine, receiver);
  }
  if (code.generator) return generatorOf(machine, callee, receiver, values);
  const followed = machine.callDepth <= DEEPEST_CALL && machine.steps <= machine.hardLimit;
  if (followed && !machine.isSilent) callee.called = true;
  const remembered = callFromMemory(machine, callee, values, around);
  if (remembered) return remembered.result;
  if (!followed) {
    machine.cutShort++;
    return UNKNOWN;
  }
  const start = callStart(machine);
  const result = code.async
    ? callAsync(machine, callee, receiver, values, around)
    : machine.within(code.site, () => {
        const returned = activate(machine, callee, receiver, values, around, construction, null, part);
        if (!around) noteReturned(machine, start, returned);
        return returned;
      });
  if (!inlined) {
    markEscaped(machine, result);
    if (isDouble(result)) allocate(machine, BYTES.box);
  }
  rememberCall(machine, callee, values, recursionWithin(around), start, result);
  return result;
};

/** Bytes allocated in a call; what makes less returns nothing that matters to the collector. */
const FEWEST_BYTES_NOTED = 4096;

const noteReturned = ({ node, roots, spent, weight }: Machine, start: CallStart, returned: Value): void => {
  if (spent.youngBytes - start.spent.youngBytes >= FEWEST_BYTES_NOTED * weight.likely)
    roots.noteReturned(node, returned, weight.likely);
};

/** The innermost on the stack. */
const activationOf = (frame: Frame | null, code: FunctionCode): Frame | null => {
  for (let around = frame; around; around = around.caller) if (around.code === code) return around;
  return null;
};

/** How many of it are on the stack with a new one. */
const recursionWithin = (around: Frame | null): number => (around?.recursion ?? 0) + 1;

/** Runs the body in a new frame; `around`: the innermost of the same code on the stack. */
const activate = (
  machine: Machine,
  callee: FunctionThing,
  receiver: Value,
  values: readonly Value[],
  around: Frame | null,
  construction: Construction | null,
  take: Frame['take'],
  part: Inlining | null = null,
): Value => {
  const { code } = callee;
  const inlining = part ?? machine.inliningOf(code);
  if (!part) inlining.noteRun();
  const frame: Frame = {
    machine,
    code,
    callee,
    environment: new Environment(code.slotCount, callee.environment, ++machine.births),
    thisValue: code.arrow ? callee.thisValue : receiver,
    construction,
    caller: machine.frame,
    values,
    recursion: recursionWithin(around),
    recursionBegan: around?.recursionBegan ?? machine.steps,
    result: undefined,
    tries: 0,
    possible: [],
    take,
    inlining,
  };
  const outerWeight = machine.weight;
  machine.frame = frame;
  machine.node.calledAt ??= machine.callSite;
  machine.callDepth++;
  try {
    return runBody(frame, values);
  } finally {
    machine.callDepth--;
    machine.frame = frame.caller;
    machine.weight = outerWeight;
  }
};

/**
 * An async function runs at once up to its end, its waits on a clock of its own: the caller's goes on from where it
 * was, and catches up when it awaits the promise. So calls that run side by side overlap.
 */
const callAsync = (
  machine: Machine,
  callee: FunctionThing,
  receiver: Value,
  values: readonly Value[],
  around: Frame | null,
): Value => {
  const promise = newPromise(machine, callee.code.site);
  const { awaits } = machine;
  const { clock } = machine.eventLoop;
  try {
    const result = machine.within(callee.code.site, () => {
      const { node } = machine;
      node.isAsync = true;
      const returned = activate(machine, callee, receiver, values, around, null, null);
      if (returned instanceof PromiseThing && returned.neverSettles) node.waitForEver();
      promise.neverSettles = node.neverEnds;
      return returned;
    });
    promise.readyAt = machine.eventLoop.clock;
    settle(machine, promise, 'fulfilled', result);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    promise.readyAt = machine.eventLoop.clock;
    settle(machine, promise, 'rejected', error.value);
  }
  machine.eventLoop.clock = clock;
  if (machine.awaits > awaits)
    machine.roots.suspended.push({ promise, weight: machine.weight.likely, depth: machine.callDepth });
  return promise;
};

const generatorOf = (
  machine: Machine,
  callee: FunctionThing,
  receiver: Value,
  values: readonly Value[],
): Value => {
  const base = birth(machine, callee.code.site, `${callee.code.name} generator`);
  const generator = new GeneratorThing(
    base.shape,
    machine.realm?.prototypeOf('Generator') ?? null,
    base.born,
    base.multiplicity,
  );
  // It is handed to the runtime, which goes on with it, and keeps what it was called with until it ends.
  allocate(machine, ownBytes(generator));
  for (const value of values) markEscaped(machine, value);
  generator.values = [receiver, ...values];
  generator.run = (take) => {
    // Not before: one that nobody takes anything from has not run.
    if (!machine.isSilent) callee.called = true;
    machine.within(callee.code.site, () =>
      activate(machine, callee, receiver, values, activationOf(machine.frame, callee.code), null, take),
    );
  };
  return generator;
};

export const constructValue = (
  machine: Machine,
  target: Value,
  values: readonly Value[],
  site: Site,
): Value => {
  machine.callSite = site;
  if (target instanceof FunctionThing) return construct(machine, target, values, site, target);
  if (target instanceof BoundThing)
    return constructValue(machine, target.target, [...target.values, ...values], site);
  if (target instanceof NativeThing || (target instanceof LibraryThing && !target.instance))
    return callNative(machine, target.symbol, undefined, values, site, true);
  return callUnknown(machine, target, undefined, values, site);
};

const construct = (
  machine: Machine,
  callee: FunctionThing,
  values: readonly Value[],
  site: Site,
  newTarget: FunctionThing,
): Value => {
  const library = machine.realm?.libraryBase(callee) ?? null;
  const construction: Construction = { newTarget, instance: null };
  if (library === null) made(machine, construction, newInstance(machine, callee));
  const result = runConstructor(machine, callee, construction, values);
  // Answered from memory, its cost included, or it did not get as far as `super`.
  if (!construction.instance && library !== null)
    machine.silently(() => makeByLibrary(machine, construction, library, values, site));
  return result instanceof Thing ? result : (construction.instance ?? undefined);
};

/** The class of the library makes the instance, of what `super` is given. */
export const makeByLibrary = (
  machine: Machine,
  construction: Construction,
  library: string,
  values: readonly Value[],
  site: Site,
): void => {
  const instance = callNative(machine, library, undefined, values, site, true);
  made(
    machine,
    construction,
    instance instanceof Thing ? instance : newInstance(machine, construction.newTarget),
  );
};

const made = (machine: Machine, construction: Construction, instance: Thing): void => {
  const { newTarget } = construction;
  instance.inherit(prototypeFor(machine, newTarget));
  machine.realm?.noteInstance(newTarget, instance);
  construction.instance = instance;
};

const newInstance = (machine: Machine, callee: FunctionThing): Thing => {
  const base = birth(
    machine,
    callee.code.site,
    callee.code.name === 'constructor' ? callee.code.site.label : callee.code.name,
  );
  const instance = new Thing(base.shape, null, base.born, base.multiplicity);
  allocateLazily(machine, instance);
  return instance;
};

/** Field initialisers, then the body; those of the superclass first, when `super()` is reached. */
export const runConstructor = (
  machine: Machine,
  callee: FunctionThing,
  construction: Construction,
  values: readonly Value[],
): Value => {
  const derived = callee.isClass && machine.realm?.superclassOf(callee) !== undefined;
  if (derived && callee.code.implicit)
    machine.realm?.constructSuper(machine, callee, construction, values, callee.code.site);
  if (!derived && construction.instance) initialiseFields(machine, callee, construction.instance);
  return callee.code.implicit && callee.isClass
    ? undefined
    : callFunction(machine, callee, construction.instance ?? undefined, values, construction);
};

export const initialiseFields = (machine: Machine, callee: FunctionThing, instance: Thing): void => {
  for (const { key, code, environment } of callee.classFields) {
    let value: Value;
    if (code) {
      const base = { ...birth(machine, code.site), prototype: null };
      const initialiser = new FunctionThing(base, code, environment, instance);
      initialiser.home = callee.home;
      value = callFunction(machine, initialiser, instance, []);
    }
    machine.realm?.setInitial(machine, instance, key, value);
  }
};
