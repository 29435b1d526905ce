import { add, NOTHING, ONCE, type Quantity, quantity } from '../../effects/quantity.ts';
import type { Expression, PropertyCode, Site } from '../../program/code.ts';
import { instantiate } from '../calls/calls.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { copyCount, setCount, ValueCount } from '../heap/array-count.ts';
import { arrayOf } from '../heap/arrays.ts';
import {
  allocate,
  allocateLazily,
  isDouble,
  joinFieldLayout,
  markEscaped,
  noteCached,
  noteFieldCount,
} from '../heap/heap.ts';
import { plainObject } from '../heap/objects.ts';
import type { Machine } from '../run/machine.ts';
import { ArrayThing, FunctionThing, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { traverse, withoutIterator } from './iteration.ts';
import { chargeNumberText, concatenate, textLength } from './operators.ts';
import { keyText, PROTOTYPE_LINK } from './properties.ts';

export const arrayLiteral = (frame: Frame, expression: Extract<Expression, { kind: 'array' }>): Value => {
  const { machine } = frame;
  const values: Value[] = [];
  let length = NOTHING;
  let copied: Value;
  machine.roots.keeping(values, () => {
    for (const element of expression.elements) {
      if (element?.spread) {
        copied = withoutIterator(evaluate(frame, element.value));
        length = add(length, spreadInto(machine, values, copied, expression.site));
      } else {
        values.push(element ? evaluate(frame, element.value) : undefined);
        length = add(length, ONCE);
      }
    }
  });
  const array = arrayOf(machine, expression.site, values, Math.round(length.likely));
  array.capacity = array.length;
  return copied instanceof ArrayThing ? copyCount(machine, copied, array) : setCount(array, length);
};

/** Of what is spread, so many values are kept; those stand for the others. */
const MOST_SPREAD = 10_000;

/** How many values there are, of which it adds those that it keeps. */
const spreadInto = (machine: Machine, values: Value[], source: Value, site: Site): Quantity => {
  if (source instanceof Unknown) {
    values.push(UNKNOWN);
    return ONCE;
  }
  if (source instanceof ArrayThing) {
    const before = values.length;
    for (let index = 0; index < source.length && values.length < MOST_SPREAD; index++)
      values.push(source.elements.get(index));
    // What stands for elements that were not written has to be looked for.
    machine.spend(source.elements.sampled ? values.length - before : 0);
    return quantity(source.length);
  }
  const given = new ValueCount(machine);
  traverse(machine, source, site, (value) => {
    if (values.length < MOST_SPREAD) values.push(value);
    given.note();
    return true;
  });
  return given.count;
};

export const objectLiteral = (frame: Frame, expression: Extract<Expression, { kind: 'object' }>): Value => {
  const { machine } = frame;
  const object = plainObject(machine, expression.site);
  allocateLazily(machine, object);
  let cloned = false;
  machine.roots.keeping([object], () => {
    for (const property of expression.properties) {
      const before = object.fields.size;
      defineProperty(frame, object, property);
      if (property.kind === 'spread') cloned ||= before === 0 && object.fields.size > 0;
      else if (cloned && object.fields.size > before) widenClone(machine);
    }
  });
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
  noteCached(machine, WIDENED_CLONE.outlivingBytes);
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
    else if (key === PROTOTYPE_LINK && value instanceof Thing) object.inherit(value);
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
    if (typeof value === 'number') chargeNumberText(frame.machine, value);
  }
  // One flat string, and its parts' texts where they were numbers: row "template + number toString", 38 B.
  allocate(frame.machine, BYTES.stringHeader + 2 * textLength(result).likely);
  frame.machine.compute(NANOSECONDS.concatenation);
  return result;
};
