import { type Quantity, quantity, scale } from '../../effects/quantity.ts';
import { listResult, type NativeCall } from '../calls/native-call.ts';
import { setCount } from '../heap/array-count.ts';
import { arrayOf } from '../heap/arrays.ts';
import { allocateLazily } from '../heap/heap.ts';
import { fromHostValue, toHostValue } from '../heap/host-value.ts';
import { plainObject } from '../heap/objects.ts';
import { keysOf } from '../language/iteration.ts';
import { getProperty, hasProperty, keyText, setProperty } from '../language/properties.ts';
import { readJsonStart } from '../values/json-start.ts';
import { SampledText } from '../values/sampled-text.ts';
import {
  type ArrayThing,
  isCallable,
  SOME_BOOLEAN,
  stringOfLength,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../values/value.ts';
import type { Intrinsic } from './index.ts';

export const newObject = ({ machine, site }: NativeCall, prototype: Thing | null): Thing => {
  const thing = plainObject(machine, site, prototype);
  allocateLazily(machine, thing);
  return thing;
};

const assign: Intrinsic = ({ machine, values: [target, ...sources] }) => {
  for (const source of sources)
    if (source instanceof Thing)
      for (const [name, value] of source.fields) setProperty(machine, target, name, value);
  return target;
};

/** A list of so many of an object's keys or values. */
const listOf = (call: NativeCall, list: readonly Value[], count: Quantity): ArrayThing =>
  setCount(listResult(call, list, count.likely), count);

const keys: Intrinsic = (call) => {
  const { names, count } = keysOf(call.machine, call.values[0]);
  return listOf(call, names, count);
};

const values: Intrinsic = (call) => {
  const [object] = call.values;
  const { names, count } = keysOf(call.machine, object);
  return listOf(
    call,
    names.map((name) => getProperty(call.machine, object, name)),
    count,
  );
};

const entries: Intrinsic = (call) => {
  const [object] = call.values;
  const { machine, site } = call;
  const { names, count } = keysOf(call.machine, object);
  return listOf(
    call,
    call.result(() =>
      names.map((name) => arrayOf(machine, site, [name, getProperty(machine, object, name)])),
    ),
    count,
  );
};

const create: Intrinsic = (call) => {
  const [prototype] = call.values;
  return newObject(call, prototype instanceof Thing ? prototype : null);
};

const own: Intrinsic = ({ receiver, values: [key] }) => ownProperty(receiver, key);

const ownProperty = (object: Value, key: Value): Value => {
  const name = keyText(key);
  if (!(object instanceof Thing) || name === null) return SOME_BOOLEAN;
  if (object.fields.has(name) || object.accessors?.has(name)) return true;
  return object.extraKeys > 0 ? SOME_BOOLEAN : hasProperty(object, key) === true && object.prototype === null;
};

const fromEntries: Intrinsic = (call) => {
  const object = newObject(call, call.machine.realm?.prototypeOf('Object') ?? null);
  const [list] = call.values;
  if (list instanceof Thing) {
    const { names } = keysOf(call.machine, list);
    for (const index of names) {
      const entry = getProperty(call.machine, list, index);
      setProperty(
        call.machine,
        object,
        getProperty(call.machine, entry, 0),
        getProperty(call.machine, entry, 1),
      );
    }
  }
  return object;
};

const setPrototype: Intrinsic = ({ values: [object, prototype] }) => {
  if (object instanceof Thing && (prototype instanceof Thing || prototype === null))
    object.inherit(prototype);
  return object;
};

const parse: Intrinsic = (call) => {
  const [text] = call.values;
  if (text instanceof SampledText) return parseStart(call, text);
  if (typeof text !== 'string') return new Unknown('any', null, 'parsed JSON');
  try {
    return call.machine.silently(() => fromHostValue(call, JSON.parse(text)));
  } catch {
    return new Unknown('any', null, 'parsed JSON');
  }
};

/** As much of a long text as is known, and as many more elements as there are. */
const parseStart = (call: NativeCall, text: SampledText): Value => {
  const start = readJsonStart(text.sample);
  if (!start) return new Unknown('any', null, 'parsed JSON');
  const goesOn = { container: start.goesOn, times: scale(text.length, 1 / start.characters) };
  return call.machine.silently(() => fromHostValue(call, start.value, goesOn));
};

const stringify: Intrinsic = (call) => {
  const [value, , space] = call.values;
  const host = toHostValue(value);
  const indent = typeof space === 'number' || typeof space === 'string' ? space : undefined;
  if (host.complete) return JSON.stringify(host.value, null, indent) ?? 'undefined';
  return stringOfLength(quantity(host.characters / 2, host.characters, host.characters * 2));
};

const error: Intrinsic = (call) => {
  const thing = newObject(call, call.machine.realm?.prototypeOf('Error') ?? null);
  thing.setOwn('message', call.values[0]);
  thing.setOwn('stack', UNKNOWN);
  return thing;
};

const same: Intrinsic = ({ values: [value] }) => value;

export const OBJECT_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  [
    'Object',
    (call) =>
      call.values[0] instanceof Thing
        ? call.values[0]
        : newObject(call, call.machine.realm?.prototypeOf('Object') ?? null),
  ],
  ['Object.assign', assign],
  ['Object.keys', keys],
  ['Object.getOwnPropertyNames', keys],
  ['Object.values', values],
  ['Object.entries', entries],
  ['Object.fromEntries', fromEntries],
  ['Object.create', create],
  ['Object.freeze', same],
  ['Object.seal', same],
  ['Object.preventExtensions', same],
  [
    'Object.is',
    ({ values: [a, b] }) => (a instanceof Unknown || b instanceof Unknown ? SOME_BOOLEAN : Object.is(a, b)),
  ],
  ['Object.hasOwn', ({ values: [object, key] }) => ownProperty(object, key)],
  ['Object.getPrototypeOf', ({ values: [object] }) => (object instanceof Thing ? object.prototype : UNKNOWN)],
  ['Object.setPrototypeOf', setPrototype],
  ['Object.prototype.hasOwnProperty', own],
  ['Object.prototype.valueOf', ({ receiver }) => receiver],
  ['Object.prototype.propertyIsEnumerable', own],
  ['JSON.parse', parse],
  ['JSON.stringify', stringify],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'].map(
    (name): readonly [string, Intrinsic] => [name, error],
  ),
  ['Error.captureStackTrace', () => undefined],
  ['Symbol', ({ machine, values: [name] }) => `@@${isCallable(name) ? '' : String(name)}${machine.births}`],
  ['Symbol.for', ({ values: [name] }) => `@@${typeof name === 'string' ? name : ''}`],
  ['Proxy', ({ values: [target] }) => target],
];
