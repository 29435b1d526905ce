import type { Expression, Pattern, Reference } from '../../program/code.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { arrayOf } from '../heap/arrays.ts';
import { growthFactor } from '../heap/growth.ts';
import { allocate, birth, isDouble, markEscaped, recordContextWrite } from '../heap/heap.ts';
import { environmentOf } from '../values/environment.ts';
import { Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { unlessMissing } from './branches.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { iterate } from './iteration.ts';
import { noteRead } from './passing-state.ts';
import { getProperty, isKeyed, keyText, setProperty } from './properties.ts';

/** Assigns `value` to the names and places of a pattern. `initial`: a declaration rather than an assignment. */
export const assign = (frame: Frame, pattern: Pattern, value: Value, initial = false): void => {
  const { machine } = frame;
  switch (pattern.kind) {
    case 'object-pattern': {
      const taken = new Set<string>();
      for (const { key, target } of pattern.properties) {
        const name = evaluate(frame, key);
        const text = keyText(name);
        if (text !== null) taken.add(text);
        machine.compute(NANOSECONDS.fieldAccess);
        assign(frame, target, getProperty(machine, value, name), initial);
      }
      if (pattern.rest) assign(frame, pattern.rest, restOf(frame, value, taken), initial);
      return;
    }
    case 'array-pattern': {
      const values = takeValues(frame, value, pattern.elements.length, pattern.rest !== null);
      pattern.elements.forEach((target, index) => {
        if (target) assign(frame, target, values[index], initial);
      });
      if (pattern.rest)
        assign(
          frame,
          pattern.rest,
          arrayOf(machine, frame.code.site, values.slice(pattern.elements.length)),
          initial,
        );
      return;
    }
    case 'default-pattern':
      assign(frame, pattern.target, orInitial(frame, value, pattern.initial), initial);
      return;
    default:
      assignReference(frame, pattern, value, initial);
  }
};

const orInitial = (frame: Frame, value: Value, initial: Expression): Value => {
  if (value === undefined) return evaluate(frame, initial);
  return value instanceof Unknown ? unlessMissing(frame, value, initial) : value;
};

const takeValues = (frame: Frame, value: Value, count: number, rest: boolean): Value[] => {
  const values: Value[] = [];
  if (value instanceof Unknown) return new Array<Value>(count).fill(UNKNOWN);
  if (value === undefined || value === null) return values;
  iterate(frame.machine, value, frame.code.site, (element) => {
    values.push(element);
    return rest || values.length < count;
  });
  return values;
};

const restOf = (frame: Frame, value: Value, taken: ReadonlySet<string>): Value => {
  if (!(value instanceof Thing)) return UNKNOWN;
  const base = birth(frame.machine, frame.code.site, 'rest');
  const rest = new Thing(base.shape, value.prototype, base.born, base.multiplicity);
  for (const [name, field] of value.fields) if (!taken.has(name)) rest.setOwn(name, field);
  return rest;
};

/** A place to read and write, its object and key evaluated once. */
export interface Place {
  readonly read: () => Value;
  readonly write: (value: Value) => void;
  /** How many real steps one step of a counter there stands for. */
  readonly factor: number;
  /** Who holds it, if that is an object; `null`: a variable, or an element. */
  readonly object: Thing | null;
}

export const placeOf = (frame: Frame, reference: Reference): Place => {
  const { machine } = frame;
  if (reference.kind === 'local' || reference.kind === 'global')
    return {
      read: () => evaluate(frame, reference),
      write: (value) => assignReference(frame, reference, value),
      factor: 1,
      object: null,
    };
  const object = evaluate(frame, reference.object);
  const key = reference.kind === 'member' ? reference.name : evaluate(frame, reference.index);
  const cost =
    reference.kind === 'member'
      ? NANOSECONDS.fieldAccess
      : isKeyed(object, key)
        ? NANOSECONDS.keyedAccess
        : NANOSECONDS.elementAccess;
  machine.compute(2 * cost);
  const holder = reference.kind === 'member' && object instanceof Thing ? object : null;
  return {
    read: () => {
      const value = getProperty(machine, object, key);
      if (machine.isTesting) noteRead(frame, reference, object, value);
      return value;
    },
    write: (value) => setProperty(machine, object, key, value),
    factor: holder ? growthFactor(machine, holder) : 1,
    object: holder,
  };
};

export const assignReference = (frame: Frame, reference: Reference, value: Value, initial = false): void => {
  const { machine } = frame;
  switch (reference.kind) {
    case 'local': {
      const environment = environmentOf(reference, frame.environment);
      const { slot, carried } = reference;
      const outlives = reference.binding.captured || reference.binding.moduleLevel;
      machine.journal?.note({
        environment,
        slot,
        before: environment.slots[slot],
        wasInDoubt: environment.isInDoubt(slot),
        outlives,
        carried,
      });
      if (initial || !outlives || !machine.isGuess(value, environment.slots[reference.slot]))
        environment.set(reference.slot, value);
      machine.compute(NANOSECONDS.assignment);
      if (outlives) {
        machine.eventLoop.open?.noteSet(environment, reference.slot);
        if (!initial) recordContextWrite(machine, environment, reference.slot, value);
        else markEscaped(machine, value);
      } else if (reference.carried && !initial) markEscaped(machine, value);
      return;
    }
    case 'global':
      machine.globals.set(reference.name, value);
      machine.eventLoop.open?.noteSet(machine.globals, reference.name);
      machine.effects++;
      markEscaped(machine, value);
      if (!initial && isDouble(value)) allocate(machine, BYTES.box);
      return;
    case 'member':
      machine.compute(NANOSECONDS.fieldAccess);
      setProperty(machine, evaluate(frame, reference.object), reference.name, value);
      return;
    case 'element': {
      const object = evaluate(frame, reference.object);
      const key = evaluate(frame, reference.index);
      machine.compute(isKeyed(object, key) ? 2 * NANOSECONDS.keyedAccess : NANOSECONDS.elementAccess);
      setProperty(machine, object, key, value);
    }
  }
};
