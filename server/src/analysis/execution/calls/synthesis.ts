import { type Message, say } from '@migration-tags/simulator';
import type { ResultShape } from '../../effects/effect.ts';
import { type Quantity, quantity, scale } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import type { TypeHint } from '../../program/type-hint.ts';
import { BYTES } from '../costs/operation-costs.ts';
import { setCount } from '../heap/array-count.ts';
import { arrayOf, newArray } from '../heap/arrays.ts';
import { bytesHolding, newBytes } from '../heap/bytes.ts';
import { birth } from '../heap/heap.ts';
import { plainObject } from '../heap/objects.ts';
import { settledPromise } from '../language/promises.ts';
import type { Machine } from '../run/machine.ts';
import { ELEMENT_BYTES } from '../values/element-bytes.ts';
import { textLike } from '../values/sampled-text.ts';
import {
  type ArrayThing,
  LibraryThing,
  MapThing,
  SetThing,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  stringOfLength,
  UNKNOWN,
  Unknown,
  UnknownResult,
  type Value,
} from '../values/value.ts';

/** Elements of a collection nobody knows the size of: a guess four orders of magnitude wide; a question goes with it. */
export const UNKNOWN_LENGTH = quantity(1, 100, 10_000);

/** Elements of a collection nobody knows the length of: as many as fit the declared size, or a guess. */
export const unknownLength = (machine: Machine, elementBytes: number = BYTES.field): Quantity => {
  const declared = machine.declaredBytes();
  return declared ? scale(declared, 1 / elementBytes) : UNKNOWN_LENGTH;
};

/** The same for one that has a name to ask by, unless its size was declared. */
export const askedLength = (
  machine: Machine,
  name: Message,
  elementBytes: number = BYTES.field,
): Quantity => {
  const length = unknownLength(machine, elementBytes);
  if (length === UNKNOWN_LENGTH)
    machine.question(say`How many elements does ${name} have? \`assume size=\u2026\` gives their bytes.`);
  return length;
};

/** A collection stands in with this many elements when its length is a guess. */
const likelyCount = (machine: Machine, length: Quantity | null): number =>
  Math.round((length ?? unknownLength(machine)).likely);

/** An array of so many elements, give or take, all alike. */
export const arrayOfCount = (machine: Machine, site: Site, count: Quantity, element: Value): ArrayThing =>
  setCount(newArray(machine, site, Math.round(count.likely), element), count);

/** A value that a type annotation describes; what it does not say stays unknown. */
export const valueOfType = (
  machine: Machine,
  hint: TypeHint,
  file: string,
  site: Site,
  origin: string,
  depth = 0,
): Value => {
  if (depth > 4) return UNKNOWN;
  const inner = (type: TypeHint, name: string): Value =>
    valueOfType(machine, type, file, site, name, depth + 1);
  switch (hint.kind) {
    case 'number':
      return new Unknown('number', null, origin);
    case 'string':
      return new Unknown('string', null, origin);
    case 'boolean':
      return SOME_BOOLEAN;
    case 'bigint':
      return new Unknown('bigint', null, origin);
    case 'literal':
      return hint.value;
    case 'nothing':
      return undefined;
    case 'array': {
      const count = askedLength(machine, say`\`${origin}\``);
      const array = arrayOfCount(machine, site, count, inner(hint.element, `${origin}[…]`));
      if (hint.element.kind !== 'number') array.layout = 'tagged';
      return array;
    }
    case 'tuple':
      return arrayOf(
        machine,
        site,
        hint.elements.map((element) => inner(element, origin)),
      );
    case 'object': {
      const thing = plainObject(machine, site);
      for (const [name, type] of hint.fields) thing.setOwn(name, inner(type, `${origin}.${name}`));
      return thing;
    }
    case 'named':
      return valueOfNamedType(machine, hint, file, site, origin, depth);
    default:
      return new Unknown('any', null, origin, hint, file);
  }
};

const valueOfNamedType = (
  machine: Machine,
  hint: Extract<TypeHint, { kind: 'named' }>,
  file: string,
  site: Site,
  origin: string,
  depth: number,
): Value => {
  const declared = machine.settings.typeNamed(hint.name, file);
  if (declared) return valueOfType(machine, declared.hint, declared.file, site, origin, depth + 1);
  const [first, second] = hint.arguments;
  const elementBytes = ELEMENT_BYTES.get(hint.name);
  if (elementBytes !== undefined)
    return newBytes(
      machine,
      site,
      hint.name,
      exactOr(askedLength(machine, say`\`${origin}\``, elementBytes)),
    );
  if (/^(Readonly|Weak)?(Map|Set)$/.test(hint.name)) {
    const base = birth(machine, site);
    const isMap = hint.name.endsWith('Map');
    const prototype = machine.realm?.prototypeOf(isMap ? 'Map' : 'Set') ?? null;
    const collection = new (isMap ? MapThing : SetThing)(base.shape, prototype, base.born, base.multiplicity);
    if (first)
      collection.entries.set(
        valueOfType(machine, first, file, site, `${origin} key`, depth + 1),
        second ? valueOfType(machine, second, file, site, `${origin} value`, depth + 1) : undefined,
      );
    collection.extra = likelyCount(machine, null) - collection.entries.size;
    return collection;
  }
  if (hint.name === 'Record') {
    const record = plainObject(machine, site);
    if (second) record.setOwn('…', valueOfType(machine, second, file, site, `${origin} value`, depth + 1));
    record.extraKeys = likelyCount(machine, null) - 1;
    return record;
  }
  if (hint.name === 'Promise' && first)
    return settledPromise(machine, site, valueOfType(machine, first, file, site, origin, depth + 1));
  const instance = machine.realm?.instanceOfClass(machine, hint.name, file, site);
  return instance ?? new Unknown('any', null, origin, hint, file);
};

/** A member of a value that is not known; library methods are found by the declared type only. */
export const memberOfUnknown = (machine: Machine, object: Unknown, name: string | null): Value => {
  const put = object instanceof UnknownResult && name !== null ? object.fields.get(name) : undefined;
  if (put !== undefined) return put;
  const origin =
    name === null ? `${object.origin}[…]` : object.origin === '' ? name : `${object.origin}.${name}`;
  const { hint } = object;
  if (hint?.kind === 'named' && name !== null) {
    const known = machine.realm?.methodOf(hint.name, name);
    if (known !== undefined) return known;
  }
  return new Unknown(name === 'length' || name === 'size' ? 'number' : 'any', null, origin);
};

/** What a known function returns. */
export const valueOfShape = (
  machine: Machine,
  shape: ResultShape,
  site: Site,
  operand: (as: Extract<ResultShape, { kind: 'same' }>['as']) => Value,
): Value => {
  const inner = (of: ResultShape): Value => valueOfShape(machine, of, site, operand);
  switch (shape.kind) {
    case 'undefined':
      return undefined;
    case 'boolean':
      return SOME_BOOLEAN;
    case 'number':
      if (!shape.value) return SOME_NUMBER;
      return shape.value.low === shape.value.high ? shape.value.likely : new Unknown('number', shape.value);
    case 'bigint':
      return new Unknown('bigint');
    case 'string':
      if (shape.known?.isWhole) return shape.known.text;
      if (!shape.length) return SOME_STRING;
      return shape.known ? textLike(shape.length, shape.known.text) : stringOfLength(shape.length);
    case 'array': {
      // Its memory is part of the function's effect: made here without being charged again.
      const length = likelyCount(machine, shape.length);
      const element = inner(shape.element);
      const array = machine.silently(() => newArray(machine, site, length, element));
      if (shape.length) setCount(array, shape.length);
      if (shape.element.kind !== 'number') array.layout = 'tagged';
      return array;
    }
    case 'bytes':
      return machine.silently(() => {
        const length = shape.length ?? unknownLength(machine, ELEMENT_BYTES.get(shape.type));
        const made = bytesHolding(newBytes(machine, site, shape.type, exactOr(length)), shape.known);
        made.store.unpacked = shape.unpacked ?? null;
        return made;
      });
    case 'object': {
      const thing = plainObject(machine, site);
      for (const [name, field] of Object.entries(shape.fields)) thing.setOwn(name, inner(field));
      return thing;
    }
    case 'instance':
      return new LibraryThing(
        { ...birth(machine, site), prototype: null },
        shape.className,
        true,
        shape.size,
        shape.content,
      );
    case 'promise':
      return settledPromise(machine, site, inner(shape.of), shape.seconds);
    case 'same':
      return operand(shape.as);
    case 'unknown':
      return UNKNOWN;
  }
};

const exactOr = (length: Quantity): number | Quantity =>
  length.low === length.high ? length.likely : length;
