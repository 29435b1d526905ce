import type { Unpacked } from '../../effects/known-text.ts';
import { asQuantity, type Quantity, quantity, scale } from '../../effects/quantity.ts';
import type { ValueView } from '../../knowledge/known-effect.ts';
import { lengthOf as lengthOfArray } from '../heap/array-count.ts';
import { contentOf } from '../heap/bytes.ts';
import { ownBytes } from '../heap/heap.ts';
import { IteratorThing } from '../values/iterator-thing.ts';
import { SampledText } from '../values/sampled-text.ts';
import {
  ArrayThing,
  BytesThing,
  isCallable,
  LibraryThing,
  MapThing,
  PromiseThing,
  RegExpThing,
  SetThing,
  Thing,
  Unknown,
  type Value,
} from '../values/value.ts';

/** What the effect of a library function can depend on, computed when asked for. */
export const viewOfValue = (value: Value): ValueView => new View(value);

class View implements ValueView {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get kind(): ValueView['kind'] {
    return kindOf(this.#value);
  }

  get number(): Quantity | null {
    return numberOf(this.#value);
  }

  get text(): string | null {
    const value = this.#value;
    if (typeof value === 'string') return value;
    return value instanceof RegExpThing ? value.source : null;
  }

  get length(): Quantity | null {
    return lengthOf(this.#value);
  }

  get byteLength(): Quantity | null {
    const value = this.#value;
    return value instanceof BytesThing ? scale(asQuantity(value.length), value.elementBytes) : null;
  }

  get content(): ValueView['content'] {
    const value = this.#value;
    if (typeof value === 'string') return { text: value, isWhole: true };
    if (value instanceof SampledText) return { text: value.sample, isWhole: false };
    return value instanceof BytesThing ? contentOf(value) : null;
  }

  get unpacked(): Unpacked | null {
    return this.#value instanceof BytesThing ? this.#value.store.unpacked : null;
  }

  get stream(): ValueView['stream'] {
    return this.#value instanceof LibraryThing ? this.#value.content : null;
  }

  get reachable(): ValueView['reachable'] {
    return reachableFrom(this.#value);
  }

  field(name: string): ValueView {
    return new View(this.#value instanceof Thing ? this.#value.fields.get(name) : undefined);
  }
}

const kindOf = (value: Value): ValueView['kind'] => {
  if (value === undefined) return 'undefined';
  if (value === null) return 'null';
  if (value instanceof Unknown) return value.type === 'any' ? 'unknown' : value.type;
  if (!(value instanceof Thing)) {
    switch (typeof value) {
      case 'boolean':
        return 'boolean';
      case 'number':
        return 'number';
      case 'bigint':
        return 'bigint';
      default:
        return 'string';
    }
  }
  if (value instanceof ArrayThing || value instanceof IteratorThing) return 'array';
  if (value instanceof BytesThing) return 'bytes';
  if (value instanceof SetThing) return 'set';
  if (value instanceof MapThing) return 'map';
  if (value instanceof RegExpThing) return 'regexp';
  if (value instanceof PromiseThing) return 'promise';
  if (value instanceof LibraryThing) return value.instance ? 'instance' : 'object';
  return isCallable(value) ? 'function' : 'object';
};

const numberOf = (value: Value): Quantity | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? quantity(value) : null;
  if (typeof value === 'boolean') return quantity(Number(value));
  return value instanceof Unknown && value.type === 'number' ? value.estimate : null;
};

const lengthOf = (value: Value): Quantity | null => {
  if (typeof value === 'string') return quantity(value.length);
  if (value instanceof Unknown) return value.type === 'string' ? value.estimate : null;
  if (value instanceof ArrayThing) return lengthOfArray(value);
  if (value instanceof IteratorThing) return value.handsOver.count;
  if (value instanceof BytesThing) return asQuantity(value.length);
  if (value instanceof MapThing) return value.count;
  if (value instanceof LibraryThing) return value.size;
  return value instanceof Thing ? quantity(value.fields.size + value.extraKeys) : null;
};

/** Things walked before the rest is taken to be alike. */
const WALKED = 2000;

const reachableFrom = (value: Value): ValueView['reachable'] => {
  if (!(value instanceof Thing)) return null;
  const seen = new Set<Thing>();
  let objects = 0;
  let bytes = 0;
  const visit = (thing: Value, count: number): void => {
    if (!(thing instanceof Thing) || seen.has(thing) || seen.size > WALKED) return;
    seen.add(thing);
    objects += count;
    bytes += count * ownBytes(thing);
    for (const field of thing.fields.values()) visit(field, count);
    if (thing instanceof ArrayThing) {
      const kept = thing.elements.kept(Math.min(thing.length, 200));
      const each = kept.length > 0 ? (count * thing.length) / kept.length : 0;
      for (const element of kept) visit(element, each);
      if (kept.length === 0) visit(thing.elements.fallback, count * thing.length);
    } else if (thing instanceof MapThing)
      for (const [key, entry] of [...thing.entries].slice(0, 200)) {
        visit(key, count);
        visit(entry, (count * thing.size) / Math.max(1, Math.min(thing.entries.size, 200)));
      }
  };
  visit(value, 1);
  return { objects: quantity(objects), bytes: quantity(bytes) };
};
