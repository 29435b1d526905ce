import { quantity } from '../../effects/quantity.ts';
import { callFunction, prototypeFor } from '../calls/calls.ts';
import { memberOfUnknown } from '../calls/synthesis.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { pop, setElement } from '../heap/arrays.ts';
import { bytesGet, bytesSet, likelyLength } from '../heap/bytes.ts';
import { isBytesMember, memberOfBytes } from '../heap/bytes-members.ts';
import { MAY_HOLD, mayBeFilled, noteTaken } from '../heap/empty-collections.ts';
import { additionsStoodFor, growthFactor, removesRarely } from '../heap/growth.ts';
import {
  allocate,
  isDouble,
  joinFieldLayout,
  keepReachable,
  markEscaped,
  noteFieldCount,
  recordWrite,
} from '../heap/heap.ts';
import { pseudoRandom } from '../heap/pseudo-random.ts';
import { type Growing, notePut } from '../heap/stretch.ts';
import type { Machine } from '../run/machine.ts';
import { joinedNumber } from '../values/joined-values.ts';
import { SampledText } from '../values/sampled-text.ts';
import { UnknownKeys } from '../values/unknown-keys.ts';
import {
  ArrayThing,
  BytesThing,
  FunctionThing,
  GlobalThing,
  LibraryThing,
  MapThing,
  RegExpThing,
  SOME_CHARACTER,
  Thing,
  UNKNOWN,
  Unknown,
  UnknownResult,
  type Value,
} from '../values/value.ts';

/** More keys than this, or keys computed from data, and V8 keeps a dictionary: `kMaxNumberOfDescriptors` is larger, in-object space is not. */
const DICTIONARY_KEYS = 128;

/** The index a key means, or -1. */
export const indexOf = (key: Value): number => {
  if (typeof key === 'number') return Number.isInteger(key) && key >= 0 ? key : -1;
  if (typeof key === 'string' && key.length < 11 && /^(0|[1-9]\d*)$/.test(key)) return Number(key);
  return -1;
};

/** A property is looked up by a text that is computed. */
export const isKeyed = (object: Value, key: Value): boolean =>
  object instanceof Thing &&
  (typeof key === 'string' ? indexOf(key) < 0 : key instanceof Unknown && key.type === 'string');

export const keyText = (key: Value): string | null => {
  if (typeof key === 'string') return key;
  if (key instanceof Unknown) return null;
  if (key instanceof Thing) return key instanceof LibraryThing ? key.symbol : '[object Object]';
  return String(key);
};

export const getProperty = (machine: Machine, object: Value, key: Value): Value => {
  if (object instanceof Thing) return getOfThing(machine, object, key);
  if (object instanceof Unknown) return getOfUnknown(machine, object, key);
  if (object === undefined || object === null) return UNKNOWN;
  return getOfPrimitive(machine, object, key);
};

/** ECMA-262, B.2.2.1: the prototype, as a property. */
export const PROTOTYPE_LINK = '__proto__';

const getOfThing = (machine: Machine, object: Thing, key: Value): Value => {
  if (object instanceof ArrayThing) {
    const index = indexOf(key);
    if (index >= 0) return elementAt(machine, object, index);
    if (key === 'length') {
      machine.wait(machine.reach.touch(object));
      return mayBeFilled(machine, object) ? SIZE_OF_EMPTY : object.length;
    }
    if (key instanceof Unknown) return someElement(machine, object, key);
  } else if (object instanceof BytesThing) {
    const index = indexOf(key);
    if (index >= 0 || (key instanceof Unknown && key.type !== 'string')) {
      machine.wait(
        machine.reach.touchElement(
          object,
          index >= 0 ? index : pseudoRandom(machine, likelyLength(object)),
          machine.leaps,
        ),
      );
      return bytesGet(machine, object, index);
    }
    if (typeof key === 'number') return undefined;
    if (isBytesMember(key)) return memberOfBytes(machine, object, key);
  } else if (object instanceof MapThing && key === 'size') return sizeOf(machine, object);
  const name = keyText(key);
  if (name === null) return someField(object);
  if (object instanceof RegExpThing) {
    const property = object.property(name);
    if (property !== undefined) return property;
  }
  if (object instanceof GlobalThing)
    return machine.realm?.global(machine, name, machine.frame?.code.site.file ?? '');
  if (name === PROTOTYPE_LINK) return object.prototype;
  if (name === 'prototype' && object instanceof FunctionThing && !object.code.arrow)
    return prototypeFor(machine, object);
  machine.wait(machine.reach.touch(object));
  const value = getNamed(machine, object, name, object);
  if (value instanceof Thing && object.fields.has(name))
    machine.reach.follow(object, name, value, machine.standIns[0]?.bornBefore ?? Number.POSITIVE_INFINITY);
  return value;
};

/** Reads an element, waiting for the memory that it lies in. */
export const elementAt = (machine: Machine, array: ArrayThing, index: number): Value => {
  if (index >= array.length + array.toCome)
    return (array.unsure && index < array.length + array.unsure.more) || mayBeFilled(machine, array)
      ? UNKNOWN
      : undefined;
  machine.wait(machine.reach.touchElement(array, index, machine.leaps));
  const value = array.elements.get(index);
  if (value instanceof Thing) machine.reach.pick(array, index, value);
  return value;
};

/** Of a collection that others may have put something into. */
const SIZE_OF_EMPTY = new Unknown('number', MAY_HOLD);

const sizeOf = (machine: Machine, map: MapThing): Value => {
  if (mayBeFilled(machine, map)) return SIZE_OF_EMPTY;
  const { count } = map;
  return count.low === count.high ? count.likely : new Unknown('number', count, 'size');
};

/** Any element: one that has been seen stands for it. */
const someElement = (machine: Machine, array: ArrayThing, index: Unknown): Value => {
  machine.wait(machine.reach.touchElement(array, pseudoRandom(machine, array.length), machine.leaps));
  const one = array.elements.any();
  if (one instanceof Thing) machine.reach.pick(array, index, one);
  return one ?? (array.elements.fallback === undefined ? UNKNOWN : array.elements.fallback);
};

/** What lies under some key: of the numbers of a short table any, of others the first stands for it. */
const someField = ({ fields }: Thing): Value => {
  if (fields.size <= MOST_JOINED) {
    const number = joinedNumber([...fields.values()].map((value) => ({ value, share: 1 })));
    if (number !== null) return number;
  }
  for (const value of fields.values()) return value;
  return UNKNOWN;
};

/** Longer tables are data rather than choices. Reconstruction. */
const MOST_JOINED = 16;

const getNamed = (machine: Machine, object: Thing, name: string, receiver: Value): Value => {
  for (let holder: Thing | null = object; holder; holder = holder.prototype) {
    const value = holder.fields.get(name);
    if (value !== undefined) return value;
    if (holder.fields.has(name)) return undefined;
    const accessor = holder.accessors?.get(name);
    if (accessor) return accessor.get ? callFunction(machine, accessor.get, receiver, []) : undefined;
    const native = machine.realm?.libraryMember(machine, holder, name, object);
    if (native !== undefined) return native;
  }
  return object instanceof Thing && object.extraKeys > 0 ? someField(object) : undefined;
};

/** What `super.name` finds. */
export const getFrom = (machine: Machine, holder: Thing | null, name: string, receiver: Value): Value =>
  holder ? getNamed(machine, holder, name, receiver) : UNKNOWN;

const getOfUnknown = (machine: Machine, object: Unknown, key: Value): Value => {
  const name = keyText(key);
  if (object.type === 'string') {
    if (name === 'length')
      return new Unknown('number', object.estimate, `length of ${object.origin || 'a string'}`);
    const index = indexOf(key);
    if (object instanceof SampledText && index >= 0) {
      machine.reading.noteCharacter(object, index);
      return object.charAt(index) || undefined;
    }
    if (name === null || index >= 0) return SOME_CHARACTER;
    return machine.realm?.methodOf('String', name) ?? UNKNOWN;
  }
  if (object.type === 'number')
    return name === null ? UNKNOWN : (machine.realm?.methodOf('Number', name) ?? UNKNOWN);
  if (object.type === 'bigint')
    return name === null ? UNKNOWN : (machine.realm?.methodOf('BigInt', name) ?? UNKNOWN);
  return memberOfUnknown(machine, object, name);
};

const getOfPrimitive = (machine: Machine, object: boolean | number | string | bigint, key: Value): Value => {
  if (typeof object === 'string') {
    const index = indexOf(key);
    if (index >= 0) {
      machine.reading.noteCharacter(object, index);
      return object[index];
    }
    if (key === 'length') return object.length;
    if (key instanceof Unknown) return SOME_CHARACTER;
    const name = keyText(key);
    return name === null ? UNKNOWN : machine.realm?.methodOf('String', name);
  }
  const name = keyText(key);
  if (name === null) return UNKNOWN;
  if (typeof object === 'number') return machine.realm?.methodOf('Number', name);
  return machine.realm?.methodOf(typeof object === 'bigint' ? 'BigInt' : 'Boolean', name);
};

export const setProperty = (machine: Machine, object: Value, key: Value, value: Value): void => {
  if (!(object instanceof Thing)) {
    machine.effects++;
    markEscaped(machine, value);
    const name = keyText(key);
    if (object instanceof UnknownResult && name !== null) object.fields.set(name, value);
    return;
  }
  if (object instanceof ArrayThing) {
    const index = indexOf(key);
    if (index >= 0) {
      setElement(machine, object, index, value);
      return;
    }
    if (key === 'length') {
      setLength(machine, object, value);
      return;
    }
    if (key instanceof Unknown && key.type !== 'string') {
      if (key === SIZE_OF_EMPTY) setElement(machine, object, 0, value);
      else setSomewhere(machine, object, value);
      return;
    }
  }
  if (
    object instanceof BytesThing &&
    (typeof key === 'number' || key instanceof Unknown || indexOf(key) >= 0)
  ) {
    bytesSet(machine, object, key instanceof Unknown ? null : indexOf(key), value);
    return;
  }
  const name = keyText(key);
  if (name === null) {
    setUnknownKey(machine, object, value);
    return;
  }
  machine.wait(machine.reach.touch(object));
  if (object instanceof GlobalThing) {
    machine.globals.set(name, value);
    machine.effects++;
    markEscaped(machine, value);
    return;
  }
  if (name === PROTOTYPE_LINK) {
    if (value instanceof Thing || value === null) object.inherit(value);
    return;
  }
  const setter = findSetter(object, name);
  if (setter) {
    callFunction(machine, setter, object, [value]);
    return;
  }
  setField(machine, object, name, value);
};

/** `a[?] = value`: somewhere, so as random as can be. */
const setSomewhere = (machine: Machine, array: ArrayThing, value: Value): void => {
  const record = recordWrite(
    machine,
    array,
    pseudoRandom(machine, array.length) * BYTES.element,
    BYTES.element,
  );
  array.elements.fallback = value;
  keepReachable(machine, array, record, value);
};

/** `o[?] = value`: a key that is there or a new one. */
const setUnknownKey = (machine: Machine, object: Thing, value: Value): void => {
  const record = recordWrite(machine, object, 0, BYTES.field);
  machine.weighted(quantity(0, 0, 1), () => record?.grown.add(machine.weight, BYTES.dictionaryEntry));
  object.unknownKeys ??= new UnknownKeys();
  const factor = additionsStoodFor(machine, object);
  const added = object.unknownKeys.note(factor, object.fields.size + object.extraKeys);
  object.extraKeys += added;
  machine.weighted(quantity(0, Math.min(1, added / factor), 1), () =>
    allocate(machine, BYTES.dictionaryEntry),
  );
  keepReachable(machine, object, record, value);
};

const setLength = (machine: Machine, array: ArrayThing, value: Value): void => {
  machine.effects++;
  if (typeof value !== 'number') return;
  array.elements.truncate(value);
  array.length = value;
  noteTaken(machine, array);
  if (value === 0) array.capacity = 0;
};

const findSetter = (object: Thing, name: string): FunctionThing | null => {
  for (let holder: Thing | null = object; holder; holder = holder.prototype) {
    if (holder.fields.has(name)) return null;
    const accessor = holder.accessors?.get(name);
    if (accessor) return accessor.set;
  }
  return null;
};

export const setField = (machine: Machine, object: Thing, name: string, value: Value): void => {
  const isNew = !object.fields.has(name);
  const before = object.fields.get(name);
  if (isNew || !machine.isGuess(value, before)) object.setOwn(name, value);
  const { open } = machine.eventLoop;
  if (open && object.born <= open.began) open.noteSet(object, name);
  // The field holds another object in each iteration: a phi in V8, whose inputs escape (EscapeAnalysisReducer).
  if (object.pending && object.born <= machine.iterationBegan) markEscaped(machine, value);
  if (value instanceof FunctionThing) machine.realm?.noteHolder(value, object, name);
  const layout = joinFieldLayout(object.shape, name, value);
  if (isNew) {
    addKey(machine, object, value);
    return;
  }
  const position = BYTES.objectHeader + BYTES.field * (object.ordinal % 4);
  const inBox = layout === 'double';
  const record = recordWrite(machine, object, position, inBox ? BYTES.box : BYTES.field, inBox);
  if (layout === 'tagged' && isDouble(value)) allocate(machine, BYTES.box);
  keepReachable(machine, object, record, value);
};

const addKey = (machine: Machine, object: Thing, value: Value): void => {
  const count = object.fields.size + object.extraKeys;
  noteFieldCount(object.shape, Math.min(count, DICTIONARY_KEYS));
  if (object.pending) return;
  const record = recordWrite(machine, object, BYTES.objectHeader, BYTES.field);
  if (count > DICTIONARY_KEYS) {
    const factor = growthFactor(machine, object);
    if (factor > 1) object.extraKeys += Math.round(factor - 1);
    notePut(machine, object, '', count - 1, count, KEYS);
    allocate(machine, BYTES.dictionaryEntry);
    machine.compute(NANOSECONDS.dictionaryInsert);
    record?.grown.add(machine.weight, BYTES.dictionaryEntry);
  } else if (isDouble(value)) allocate(machine, BYTES.box);
  keepReachable(machine, object, record, value);
};

/** Of an object that is used as a table. */
const KEYS: Growing<Thing> = {
  sizeOf: ({ fields, extraKeys }) => fields.size + extraKeys,
  goOn: (machine, object, _, by) => {
    if (by > 0) object.extraKeys += Math.round(by * (growthFactor(machine, object) - 1));
  },
};

export const deleteProperty = (machine: Machine, object: Value, key: Value): Value => {
  if (!(object instanceof Thing)) return true;
  machine.effects++;
  machine.compute(NANOSECONDS.dictionaryAccess);
  if (removesRarely(machine)) return true;
  const name = keyText(key);
  if (object instanceof ArrayThing && indexOf(key) === object.length - 1) pop(machine, object);
  else if (name !== null && object.fields.has(name)) {
    object.deleteOwn(name);
    noteTaken(machine, object);
  }
  return true;
};

export const hasProperty = (object: Value, key: Value): Value => {
  if (!(object instanceof Thing)) return new Unknown('boolean');
  const index = indexOf(key);
  if (object instanceof ArrayThing && index >= 0) return index < object.length;
  const name = keyText(key);
  if (name === null) return new Unknown('boolean');
  for (let holder: Thing | null = object; holder; holder = holder.prototype)
    if (holder.fields.has(name) || holder.accessors?.has(name)) return true;
  return object.extraKeys > 0 ? new Unknown('boolean') : false;
};
