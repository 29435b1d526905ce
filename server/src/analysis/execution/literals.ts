import type { Expression, PropertyCode } from '../program/code.ts';
import { arrayOf } from './arrays.ts';
import { instantiate } from './calls.ts';
import { evaluate, evaluateArguments } from './expressions.ts';
import type { Frame } from './frame.ts';
import {
  allocate,
  allocateLazily,
  birth,
  holdFresh,
  isDouble,
  joinFieldLayout,
  markEscaped,
  noteFieldCount,
  noteHeld,
} from './heap.ts';
import type { Machine } from './machine.ts';
import { BYTES, NANOSECONDS } from './operation-costs.ts';
import { chargeNumberText, concatenate, textLength } from './operators.ts';
import { keyText } from './properties.ts';
import { FunctionThing, Thing, type Value } from './value.ts';

export const arrayLiteral = (frame: Frame, expression: Extract<Expression, { kind: 'array' }>): Value => {
  const values: Value[] = [];
  for (const element of expression.elements) {
    if (!element) values.push(undefined);
    else if (!element.spread) values.push(evaluate(frame, element.value));
    else values.push(...evaluateArguments(frame, [element]));
  }
  const array = arrayOf(frame.machine, expression.site, values);
  array.capacity = values.length;
  return array;
};

export const objectLiteral = (frame: Frame, expression: Extract<Expression, { kind: 'object' }>): Value => {
  const { machine } = frame;
  const base = birth(machine, expression.site);
  const object = new Thing(
    base.shape,
    machine.realm?.prototypeOf('Object') ?? null,
    base.born,
    base.multiplicity,
  );
  allocateLazily(machine, object);
  let cloned = false;
  for (const property of expression.properties) {
    const before = object.fields.size;
    defineProperty(frame, object, property);
    if (property.kind === 'spread') cloned ||= before === 0 && object.fields.size > 0;
    else if (cloned && object.fields.size > before) widenClone(machine);
  }
  return object;
};

/**
 * A property that the original lacks, added to its clone: V8 takes a slow path. Row "spread/rest copy {...o}": 830 ns and 360 B, of which
 * the object takes 64 B; with two such properties 680 B, with `{ a: 1, ...o, e }` none of it. Half of it outlives scavenges, until a
 * mark-compact frees it (Node 20, `--trace-gc-nvp`: 51 % survival).
 */
const WIDENED_CLONE = { nanoseconds: 780, bytes: 296, outlivingBytes: 180 } as const;

const widenClone = (machine: Machine): void => {
  machine.compute(WIDENED_CLONE.nanoseconds);
  allocate(machine, WIDENED_CLONE.bytes);
  noteHeld(machine, WIDENED_CLONE.outlivingBytes);
};

/** Node 20, four fields: `{ ...o }` is cloned in 36 ns, `{ a: 1, ...o }` copied field by field in 160 ns. */
const SPREAD_NANOSECONDS = { clone: 30, copiedField: 35 } as const;

const defineProperty = (frame: Frame, object: Thing, property: PropertyCode): void => {
  const { machine } = frame;
  if (property.kind === 'spread') {
    const source = evaluate(frame, property.value);
    if (!(source instanceof Thing)) return;
    machine.compute(
      object.fields.size === 0
        ? SPREAD_NANOSECONDS.clone
        : SPREAD_NANOSECONDS.copiedField * source.fields.size,
    );
    for (const [name, value] of source.fields) define(frame, object, name, value);
    return;
  }
  const key = keyText(evaluate(frame, property.key));
  if (property.kind === 'value') {
    const value = evaluate(frame, property.value);
    if (key === null) object.extraKeys++;
    else if (key === '__proto__' && value instanceof Thing) object.inherit(value);
    else define(frame, object, key, value);
    return;
  }
  if (key === null) return;
  const accessor = instantiate(frame, property.code);
  object.accessors ??= new Map();
  const known = object.accessors.get(key) ?? { get: null, set: null };
  object.accessors.set(key, { ...known, [property.kind]: accessor });
};

const define = (frame: Frame, object: Thing, name: string, value: Value): void => {
  object.setOwn(name, value);
  if (value instanceof FunctionThing) frame.machine.realm?.noteHolder(value, object, name);
  holdFresh(frame.machine, object, value);
  noteFieldCount(object.shape, object.fields.size);
  const layout = joinFieldLayout(object.shape, name, value);
  if (layout === 'tagged' && isDouble(value)) allocate(frame.machine, BYTES.box);
  frame.machine.compute(NANOSECONDS.assignment);
};

export const template = (frame: Frame, expression: Extract<Expression, { kind: 'template' }>): Value => {
  let result: Value = expression.texts[0] ?? '';
  for (const [index, part] of expression.values.entries()) {
    const value = evaluate(frame, part);
    markEscaped(frame.machine, value);
    result = frame.machine.silently(() => concatenate(frame.machine, result, value));
    const text = expression.texts[index + 1] ?? '';
    if (text !== '') result = frame.machine.silently(() => concatenate(frame.machine, result, text));
    if (typeof value === 'number') chargeNumberText(frame.machine);
  }
  // One flat string, and its parts' texts where they were numbers: row "template + number toString", 38 B.
  allocate(frame.machine, BYTES.stringHeader + 2 * textLength(result).likely);
  frame.machine.compute(NANOSECONDS.concatenation);
  return result;
};
