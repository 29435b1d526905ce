import type { Effect, Operand } from '../../effects/effect.ts';
import { NOTHING, quantity } from '../../effects/quantity.ts';
import { isEmittedByNode } from '../../knowledge/emitted-events.ts';
import type { Site } from '../../program/code.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import { arrayOf } from '../heap/arrays.ts';
import { likelyStoreBytes } from '../heap/bytes.ts';
import {
  allocateExternal,
  markEscaped,
  noteRetained,
  ownBytes,
  recordExternalWrite,
  recordSweep,
  recordWrite,
} from '../heap/heap.ts';
import { pseudoRandom } from '../heap/pseudo-random.ts';
import type { Gathered } from '../heap/roots.ts';
import { lookAtHeap, noteAllocation, noteLargeAllocation } from '../heap/survivors.ts';
import { inputBytes, inputText, inputUnpacked } from '../host/input-files.ts';
import { intrinsicNamed } from '../intrinsics/index.ts';
import { isText } from '../language/operators.ts';
import { scaledByWeight } from '../language/promises.ts';
import { keyText } from '../language/properties.ts';
import { forEachIndex } from '../loops/sampling.ts';
import type { Machine } from '../run/machine.ts';
import {
  ArrayThing,
  BytesThing,
  isCallable,
  LibraryThing,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../values/value.ts';
import { callValue } from './calls.ts';
import { calledSite } from './recurring-call.ts';
import { valueOfShape } from './synthesis.ts';
import { callUnknown } from './unknown-call.ts';
import { viewOfValue } from './value-view.ts';

/** A call of a library function, as the code that gives its meaning sees it. */
export interface NativeCall {
  readonly machine: Machine;
  readonly receiver: Value;
  readonly values: readonly Value[];
  readonly site: Site;
  readonly construct: boolean;
  /** Makes the result; its memory is charged here only where the table of known effects does not. */
  readonly result: <T>(make: () => T) => T;
  /** A result that the values do not tell, as the table of known effects describes it. */
  readonly typical: () => Value;
}

export const callNative = (
  machine: Machine,
  symbol: string,
  receiver: Value,
  values: readonly Value[],
  site: Site,
  construct: boolean,
): Value => {
  const intrinsic = intrinsicNamed(symbol);
  const known = machine.settings.knownEffect(symbol);
  if (!intrinsic && !known)
    return callUnknown(machine, new Unknown('any', null, symbol), receiver, values, site);
  const outcome = known?.({
    construct,
    receiver: viewOfValue(receiver),
    arguments: values.map(viewOfValue),
    fileBytes: () => inputBytes(machine, symbol, machine.files.meantBy(receiver, values[0])),
    fileText: () => inputText(machine, machine.files.meantBy(receiver, values[0])),
    fileUnpacked: () => inputUnpacked(machine, machine.files.meantBy(receiver, values[0])),
  });
  if (!known) machine.compute(NANOSECONDS.call);
  let result: Value;
  if (!symbol.endsWith('.concat')) for (const value of [receiver, ...values]) machine.texts.flatten(value);
  const operand = (as: Operand): Value =>
    as.kind === 'receiver' ? receiver : as.kind === 'result' ? result : values[as.index];
  if (intrinsic) {
    const call: NativeCall = {
      machine,
      receiver,
      values,
      site,
      construct,
      result: (make) => (outcome ? machine.silently(make) : make()),
      typical: () => (outcome ? valueOfShape(machine, outcome.result, site, operand) : UNKNOWN),
    };
    result = machine.roots.keeping([receiver, ...values], () => intrinsic(call));
    if (outcome) {
      const effect = outcome.effectOf?.(viewOfValue(result)) ?? outcome.effect;
      bytesMadeBy(machine, result, () => perform(machine, effect, operand, site, false));
    }
    return result;
  }
  for (const value of values) markEscaped(machine, value);
  const [, emitter, method = ''] = LISTENS.exec(symbol) ?? [];
  const isOwn = emitter !== undefined && receiver instanceof Thing && !(receiver instanceof LibraryThing);
  // What the program itself emits there its `emit` hands over.
  if (isOwn)
    machine.silently(() =>
      callNative(machine, `EventEmitter.prototype.${method}`, receiver, values, site, false),
    );
  const isHeard = !isOwn || isEmittedByNode(emitter, keyText(values[0]));
  if (STOPS.test(symbol)) machine.eventLoop.release(receiver);
  if (!outcome) return result;
  result = valueOfShape(machine, outcome.result, site, operand);
  const bytes = bytesMadeBy(machine, result, () => perform(machine, outcome.effect, operand, site, isHeard));
  return result instanceof Unknown && result.type === 'any' && bytes > 0
    ? madeOf(machine, result, bytes)
    : result;
};

/** Bytes of the result; while the function makes what a result of many objects consists of, half of it is alive. */
const bytesMadeBy = (machine: Machine, result: Value, work: () => void): number => {
  const before = machine.resultBytes;
  work();
  const bytes = (machine.resultBytes - before) / Math.max(machine.weight.likely, Number.MIN_VALUE);
  const block = result instanceof Thing ? ownBytes(result) : isText(result) ? bytes : 0;
  if (bytes >= FEWEST_BYTES_LOOKED_AT) lookAtHeap(machine, machine.node, Math.max(0, bytes - block) / 2);
  return bytes;
};

/** Less is not worth a look at the heap. */
const FEWEST_BYTES_LOOKED_AT = 1024;

/** Something that a library function has made of so many bytes. */
const madeOf = (
  machine: Machine,
  { type, estimate, origin, hint, file }: Unknown,
  bytes: number,
): Unknown => {
  const made = new Unknown(type, estimate, origin, hint, file);
  made.made = { bytes, born: ++machine.births };
  return made;
};

/** Does what a known effect says. `callbacks`: its calls too, where no intrinsic has made them. */
const perform = (
  machine: Machine,
  effect: Effect,
  operand: (as: Operand) => Value,
  site: Site,
  callbacks: boolean,
): void => {
  const inner = (part: Effect): void => perform(machine, part, operand, site, callbacks);
  switch (effect.kind) {
    case 'seq':
      effect.parts.forEach(inner);
      return;
    case 'loop':
      machine.weighted(effect.trips, () => inner(effect.body));
      return;
    case 'branch':
      for (const arm of effect.arms) machine.weighted(quantity(arm.probability), () => inner(arm.effect));
      return;
    case 'call':
      if (callbacks) performCall(machine, effect, operand, site);
      return;
    case 'allocate':
      performAllocation(machine, effect, operand);
      return;
    case 'write':
      performWrite(machine, effect, operand(effect.target));
      return;
    case 'wait':
      machine.eventLoop.advance(scaledByWeight(machine, effect.seconds));
      return;
    case 'compute':
      machine.computeQuantity(effect.nanoseconds);
      return;
    case 'unknown':
      machine.question(effect.question, site);
  }
};

/** Listening to an emitter of Node's, which the program's own classes may extend. */
const LISTENS = /^(\w+)\.prototype\.(on|addListener|prependListener|once)$/;

/** Methods after which a server, socket, stream or worker keeps the process alive no more. */
const STOPS = /\.prototype\.(?:close|destroy|end|terminate|kill|disconnect|unref)$/;

/** A callback registered to run so often, or never, is a server's: it does not end by itself. */
const ENDLESS_TRIPS = 1e6;

const performCall = (
  machine: Machine,
  effect: Extract<Effect, { kind: 'call' }>,
  operand: (as: Operand) => Value,
  site: Site,
): void => {
  const callee = operand(effect.callee);
  if (!isCallable(callee)) return;
  const { weight } = machine;
  const run = (): void => {
    const outer = machine.weight;
    machine.weight = weight;
    const { each } = effect;
    if (each)
      forEachIndex(machine, effect.trips, (index) => {
        callValue(machine, callee, undefined, [each[index % each.length]], site);
        return true;
      });
    else {
      const values = effect.arguments.map((shape) => valueOfShape(machine, shape, site, operand));
      machine.weighted(effect.trips, () => callValue(machine, callee, undefined, values, site));
    }
    machine.weight = outer;
  };
  if (!effect.later) {
    run();
    return;
  }
  const called = calledSite(callee);
  const goesOn = effect.trips.low === 0 && effect.trips.high >= ENDLESS_TRIPS;
  if (goesOn) {
    const made = operand({ kind: 'result' });
    const by = made instanceof Thing ? made : operand({ kind: 'receiver' });
    machine.eventLoop.keepAlive(by, called && { called, rhythm: { kind: 'arrivals' } });
  }
  const kind = goesOn ? 'listener' : 'once';
  machine.eventLoop.later({
    delay: NOTHING,
    isGuess: false,
    kind,
    called,
    holds: [callee],
    weight: weight.likely,
    run,
  });
};

const performAllocation = (
  machine: Machine,
  effect: Extract<Effect, { kind: 'allocate' }>,
  operand: (as: Operand) => Value,
): void => {
  const { node, weight, spent } = machine;
  if (effect.space === 'external') allocateExternal(machine, effect.bytes);
  else if (effect.space === 'large') {
    noteLargeAllocation(machine, effect.bytes.likely);
    node.largeBytes.addQuantity(weight, effect.bytes);
    spent.largeBytes += weight.likely * effect.bytes.likely;
  } else {
    node.youngBytes.addQuantity(weight, effect.bytes);
    spent.youngBytes += weight.likely * effect.bytes.likely;
  }
  noteAllocation(machine, effect.bytes.likely);
  if (effect.lifetime === 'result' && effect.space === 'young')
    machine.resultBytes += weight.likely * effect.bytes.likely;
  const receiver = operand({ kind: 'receiver' });
  if (effect.lifetime === 'retained' && receiver instanceof Thing)
    noteRetained(machine, receiver, effect.bytes.likely);
};

const performWrite = (machine: Machine, effect: Extract<Effect, { kind: 'write' }>, target: Value): void => {
  const bytes = effect.bytes.likely;
  if (!(target instanceof Thing) || bytes <= 0) return;
  if (effect.pattern === 'sweep') {
    if (target instanceof BytesThing)
      recordSweep(machine, target.store, target.offset, Math.min(bytes, likelyStoreBytes(target.store)));
    else if (target instanceof ArrayThing)
      recordSweep(machine, target, 0, Math.min(bytes, target.length * 8));
    else recordWrite(machine, target, 0, 8);
    return;
  }
  for (let part = 0; part < 3; part++)
    machine.weighted(quantity(Math.max(1, bytes / 8 / 3)), () => {
      if (target instanceof BytesThing)
        recordExternalWrite(machine, target.store, pseudoRandom(machine, likelyStoreBytes(target.store)), 8);
      else
        recordWrite(
          machine,
          target,
          target instanceof ArrayThing ? pseudoRandom(machine, target.length * 8) : 0,
          8,
        );
    });
};

/** Elements that a copy of a list keeps at the most: as many as an iteration hands over. The others are like them. */
export const MOST_COPIED = 50_000;
/** For each of them the run takes a step: short copies cost nothing, those of the longest lists do not hold it up. */
const COPIED_A_STEP = 8;

/** Passes a list on as the program's array. */
export const listResult = (
  { machine, site, result }: NativeCall,
  values: readonly Value[],
  length = values.length,
): ArrayThing => {
  const kept = values.length > MOST_COPIED ? values.slice(0, MOST_COPIED) : values;
  machine.spend(Math.floor(kept.length / COPIED_A_STEP));
  return result(() => arrayOf(machine, site, kept, length));
};

/** What a library function has gathered of the values that its callbacks returned. */
export const gathering = (
  { machine }: NativeCall,
  values: () => Iterable<Value>,
): Gathered & { readonly note: () => void } => {
  const around = machine.weight.likely;
  let count = 0;
  return {
    values,
    count: () => count,
    note: () => {
      count += around > 0 ? machine.weight.likely / around : 1;
    },
  };
};
