import { keyText, setField } from '../language/properties.ts';
import type { Machine } from '../run/machine.ts';
import { FunctionThing, Thing, Unknown, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';
import { newObject } from './object.ts';

const define = (machine: Machine, object: Thing, key: Value, descriptor: Value): void => {
  const name = keyText(key);
  if (name === null || !(descriptor instanceof Thing)) return;
  const get = descriptor.fields.get('get');
  const set = descriptor.fields.get('set');
  if (get instanceof FunctionThing || set instanceof FunctionThing) {
    // Where a value stood, as in what TypeScript makes of `export … from`: `exports.name = void 0` comes first.
    object.deleteOwn(name);
    object.accessors ??= new Map();
    object.accessors.set(name, {
      get: get instanceof FunctionThing ? get : null,
      set: set instanceof FunctionThing ? set : null,
    });
  } else setField(machine, object, name, descriptor.fields.get('value'));
};

const defineProperty: Intrinsic = ({ machine, values: [object, key, descriptor] }) => {
  if (object instanceof Thing) define(machine, object, key, descriptor);
  return object;
};

const defineProperties: Intrinsic = ({ machine, values: [object, descriptors] }) => {
  if (object instanceof Thing && descriptors instanceof Thing)
    for (const [name, descriptor] of descriptors.fields) define(machine, object, name, descriptor);
  return object;
};

const ownDescriptor: Intrinsic = (call) => {
  const [object, key] = call.values;
  const name = keyText(key);
  if (!(object instanceof Thing) || name === null || object.extraKeys > 0)
    return new Unknown('any', null, 'property descriptor');
  const accessors = object.accessors?.get(name);
  if (!accessors && !object.fields.has(name)) return undefined;
  const descriptor = call.result(() => newObject(call, call.machine.realm?.prototypeOf('Object') ?? null));
  const own: Readonly<Record<string, Value>> = accessors
    ? { get: accessors.get ?? undefined, set: accessors.set ?? undefined }
    : { value: object.fields.get(name), writable: true };
  for (const [field, value] of Object.entries({ ...own, enumerable: true, configurable: true }))
    descriptor.setOwn(field, value);
  return descriptor;
};

export const DESCRIPTOR_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['Object.defineProperty', defineProperty],
  ['Object.defineProperties', defineProperties],
  ['Object.getOwnPropertyDescriptor', ownDescriptor],
];
