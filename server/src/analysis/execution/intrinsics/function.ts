import { callValue, constructValue } from '../calls/calls.ts';
import { birth } from '../heap/heap.ts';
import { getProperty, hasProperty } from '../language/properties.ts';
import { ArrayThing, BoundThing, isCallable, Thing, UNKNOWN, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

const required: Intrinsic = ({ machine, values: [specifier], site }) =>
  typeof specifier === 'string' ? machine.settings.requireModule(specifier, site.file) : UNKNOWN;

const listOf = (value: Value): readonly Value[] =>
  value instanceof ArrayThing ? value.elements.kept(10_000) : [];

const bind: Intrinsic = ({ machine, receiver, values: [thisValue, ...rest], site }) => {
  const base = birth(machine, site, 'bound function');
  const bound = new BoundThing(
    base.shape,
    machine.realm?.prototypeOf('Function') ?? null,
    base.born,
    base.multiplicity,
  );
  bound.target = receiver;
  bound.thisValue = thisValue;
  bound.values = rest;
  return bound;
};

export const FUNCTION_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  [
    'Function.prototype.call',
    ({ machine, receiver, values: [thisValue, ...rest], site }) =>
      callValue(machine, receiver, thisValue, rest, site),
  ],
  [
    'Function.prototype.apply',
    ({ machine, receiver, values: [thisValue, list], site }) =>
      callValue(machine, receiver, thisValue, listOf(list), site),
  ],
  ['Function.prototype.bind', bind],
  ['Function.prototype.toString', () => 'function () {}'],
  [
    'Reflect.apply',
    ({ machine, values: [callee, thisValue, list], site }) =>
      callValue(machine, callee, thisValue, listOf(list), site),
  ],
  [
    'Reflect.construct',
    ({ machine, values: [callee, list], site }) => constructValue(machine, callee, listOf(list), site),
  ],
  ['Reflect.has', ({ values: [object, key] }) => hasProperty(object, key)],
  ['Reflect.get', ({ machine, values: [object, key] }) => getProperty(machine, object, key)],
  ['require', required],
  // Of Node's own modules only; there is none of another's name to find.
  ['process.getBuiltinModule', required],
  ['util.debuglog', ({ machine }) => machine.realm?.methodOf('DebugLogger', 'log') ?? UNKNOWN],
  ['util.deprecate', ({ values: [callee] }) => callee],
  [
    'util.inherits',
    ({ machine, values: [derived, base] }) => {
      if (derived instanceof Thing && base instanceof Thing && isCallable(derived)) {
        const own = getProperty(machine, derived, 'prototype');
        const inherited = getProperty(machine, base, 'prototype');
        if (own instanceof Thing && inherited instanceof Thing) own.inherit(inherited);
      }
      return undefined;
    },
  ],
];
