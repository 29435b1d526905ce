import type { Expression } from '../../program/code.ts';
import { instantiate, prototypeFor } from '../calls/calls.ts';
import { Environment } from '../values/environment.ts';
import { type FunctionThing, LibraryThing, NativeThing, Thing, type Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { keyText } from './properties.ts';

/** Runs a class definition: the constructor function with its prototype and static members. */
export const defineClass = (frame: Frame, expression: Extract<Expression, { kind: 'class' }>): Value => {
  const { machine } = frame;
  const { code, scope, self } = expression;
  const superclass = code.superclass ? evaluate(frame, code.superclass) : undefined;
  const outer = frame.environment;
  frame.environment = new Environment(scope.slotCount, outer, ++machine.births);
  try {
    const constructorThing = instantiate(frame, code.constructorCode);
    constructorThing.isClass = true;
    const prototype = prototypeFor(machine, constructorThing);
    constructorThing.home = prototype;
    prototype.inherit(prototypeOfSuperclass(frame, superclass));
    if (superclass instanceof Thing) constructorThing.inherit(superclass);
    if (superclass !== undefined) machine.realm?.noteSuperclass(constructorThing, superclass);
    machine.realm?.noteClass(code.name, frame.code.site.file, constructorThing);
    if (self) frame.environment.set(self.slot, constructorThing);
    defineMembers(frame, constructorThing, prototype, code.members);
    return constructorThing;
  } finally {
    frame.environment = outer;
  }
};

const prototypeOfSuperclass = (frame: Frame, superclass: Value): Thing | null => {
  const { realm } = frame.machine;
  if (superclass instanceof NativeThing || superclass instanceof LibraryThing)
    return realm?.prototypeOf(superclass.symbol) ?? null;
  if (superclass instanceof Thing) {
    const prototype = superclass.fields.get('prototype');
    if (prototype instanceof Thing) return prototype;
  }
  return realm?.prototypeOf('Object') ?? null;
};

const defineMembers = (
  frame: Frame,
  constructorThing: FunctionThing,
  prototype: Thing,
  members: Extract<Expression, { kind: 'class' }>['code']['members'],
): void => {
  const { machine } = frame;
  const fields: FunctionThing['classFields'][number][] = [];
  for (const member of members) {
    if (member.kind === 'static-block') {
      runInitialiser(frame, constructorThing, member.value);
      continue;
    }
    const key = keyText(evaluate(frame, member.key));
    if (key === null) continue;
    const holder = member.static ? constructorThing : prototype;
    if (member.kind === 'field') {
      const field = { key, code: member.value, environment: frame.environment };
      if (!member.static) fields.push(field);
      else
        constructorThing.setOwn(
          key,
          member.value ? runInitialiser(frame, constructorThing, member.value) : undefined,
        );
      continue;
    }
    if (!member.value) continue;
    const method = instantiate(frame, member.value);
    method.home = holder;
    if (member.kind === 'method') {
      holder.setOwn(key, method);
      machine.realm?.noteMethod(method, key);
    } else {
      holder.accessors ??= new Map();
      const known = holder.accessors.get(key) ?? { get: null, set: null };
      holder.accessors.set(key, { ...known, [member.kind]: method });
    }
  }
  constructorThing.classFields = fields;
};

const runInitialiser = (
  frame: Frame,
  constructorThing: FunctionThing,
  code: FunctionThing['code'],
): Value => {
  const initialiser = instantiate({ ...frame, thisValue: constructorThing }, code);
  return frame.machine.realm?.call(frame.machine, initialiser, constructorThing, []);
};
