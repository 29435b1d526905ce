import { say } from '@migration-tags/simulator';
import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { callValue } from '../calls/calls.ts';
import { UNKNOWN_LENGTH } from '../calls/synthesis.ts';
import { lineOf, named } from '../code-facts/naming.ts';
import { NO_VARIABLES } from '../code-facts/variable-key.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import { overElements } from '../heap/array-count.ts';
import { arrayOf } from '../heap/arrays.ts';
import { bytesGet, likelyLength } from '../heap/bytes.ts';
import { asMayBeFilled, MAY_HOLD, mayBeFilled } from '../heap/empty-collections.ts';
import { deletedPlaces } from '../heap/hash-tables.ts';
import { forEachIndex, IterationBudget } from '../loops/sampling.ts';
import type { Machine } from '../run/machine.ts';
import { IteratorThing } from '../values/iterator-thing.ts';
import { SampledText } from '../values/sampled-text.ts';
import {
  ArrayThing,
  BytesThing,
  FunctionThing,
  GeneratorThing,
  isCallable,
  LibraryThing,
  MapThing,
  SetThing,
  SOME_CHARACTER,
  SOME_STRING,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../values/value.ts';
import { truth } from './operators.ts';
import { elementAt, getProperty } from './properties.ts';
import { streamedBy } from './streams.ts';

/** Values collected from one iterable at the most. */
const MOST_COLLECTED = 50_000;

/** Hands over each value of an iterable, none left out but beyond a large number; false ends it. */
export const iterate = (
  machine: Machine,
  iterable: Value,
  site: Site,
  take: (value: Value) => boolean,
): void => {
  const list = withoutIterator(iterable);
  if (list instanceof ArrayThing) {
    const { length, elements } = asMayBeFilled(machine, list);
    for (let index = 0; index < Math.min(length, MOST_COLLECTED); index++)
      if (!take(elements.get(index))) return;
    return;
  }
  if (typeof iterable === 'string') {
    for (const character of iterable.slice(0, MOST_COLLECTED)) if (!take(character)) return;
    return;
  }
  traverse(machine, iterable, site, take);
};

/** Hands over the values of an iterable as a loop sees them: when there are many, some stand for all. `anew`: the variables that the loop starts anew. */
export const traverse = (
  machine: Machine,
  iterable: Value,
  site: Site,
  take: (value: Value) => boolean,
  anew: ReadonlySet<unknown> = NO_VARIABLES,
): void => {
  const each = (count: number | Quantity, iteration: (index: number) => boolean): void =>
    forEachIndex(machine, count, iteration, anew);
  if (iterable instanceof ArrayThing) {
    const array = asMayBeFilled(machine, iterable);
    overElements(machine, array, () => traverseArray(machine, array, take, each));
  } else if (iterable instanceof IteratorThing) traverseIterator(machine, iterable, site, take, anew);
  else if (typeof iterable === 'string')
    each(iterable.length, (index) => {
      machine.compute(NANOSECONDS.characterStep);
      return take(iterable[index]);
    });
  else if (iterable instanceof BytesThing)
    each(iterable.length, (index) =>
      take(bytesGet(machine, iterable, Math.min(index, likelyLength(iterable) - 1))),
    );
  else if (iterable instanceof MapThing) traverseEntries(machine, iterable, site, take, each);
  else if (iterable instanceof GeneratorThing) iterable.run(take);
  else if (iterable instanceof LibraryThing) traverseLibrary(machine, iterable, site, take, each);
  else if (iterable instanceof Unknown) traverseUnknown(machine, iterable, take, each);
  else if (iterable instanceof Thing) traverseProtocol(machine, iterable, site, take, anew);
};

/** Runs an iteration for each index, or for some that stand for all. */
type ForEach = (count: number | Quantity, iteration: (index: number) => boolean) => void;

/** With what the loop itself appends: those come round after the others. */
const traverseArray = (
  machine: Machine,
  array: ArrayThing,
  take: (value: Value) => boolean,
  each: ForEach,
): void => {
  let done = 0;
  let goesOn = true;
  while (goesOn && done < array.length && (done === 0 || !machine.exhausted)) {
    const from = done;
    done = array.length;
    each(done - from, (offset) => {
      goesOn = from + offset >= array.length || take(elementAt(machine, array, from + offset));
      return goesOn;
    });
  }
};

/** All that an iterator hands over which nobody has asked for a value yet: nothing is left of it. What else there is stays. */
export const withoutIterator = (value: Value): Value => {
  if (!(value instanceof IteratorThing) || value.taken > 0) return value;
  value.taken = value.list.length;
  return value.list;
};

const traverseIterator = (
  machine: Machine,
  iterator: IteratorThing,
  site: Site,
  take: (value: Value) => boolean,
  anew: ReadonlySet<unknown>,
): void => {
  if (iterator.taken === 0) {
    traverse(machine, withoutIterator(iterator), site, take, anew);
    return;
  }
  const { taken, list } = iterator;
  iterator.taken = list.length;
  const left = Math.max(0, list.length - taken);
  forEachIndex(machine, left, (index) => take(elementAt(machine, list, taken + index)), anew);
};

const traverseLibrary = (
  machine: Machine,
  iterable: LibraryThing,
  site: Site,
  take: (value: Value) => boolean,
  each: ForEach,
): void => {
  const streamed = streamedBy(machine, iterable, site);
  if (streamed) each(streamed.count, (index) => take(streamed.elementAt(index)));
  else traverseProtocol(machine, iterable, site, take, NO_VARIABLES);
};

/** A count that is in doubt is asked for. */
export const askedCount = (machine: Machine, count: Quantity, { shape }: Thing): Quantity => {
  if (count.low < count.high)
    machine.question(
      say`How many elements does \`${shape.label}\` (line ${lineOf(shape.site)}) have? \`assume trips=\u2026\``,
    );
  return count;
};

/** How many entries there are, or may be. */
export const entriesIn = (machine: Machine, map: MapThing): Quantity =>
  mayBeFilled(machine, map) ? MAY_HOLD : map.count;

const traverseEntries = (
  machine: Machine,
  map: MapThing,
  site: Site,
  take: (value: Value) => boolean,
  each: ForEach,
): void => {
  const entries = [...map.entries];
  machine.compute(NANOSECONDS.deletedEntry * deletedPlaces(map));
  each(askedCount(machine, entriesIn(machine, map), map), (index) => {
    const [key, value] = entries[index % Math.max(entries.length, 1)] ?? [UNKNOWN, UNKNOWN];
    if (key instanceof Thing) machine.reach.pass(key);
    if (value instanceof Thing) machine.reach.pass(value);
    return take(map instanceof SetThing ? key : arrayOf(machine, site, [key, value]));
  });
};

const traverseUnknown = (
  machine: Machine,
  iterable: Unknown,
  take: (value: Value) => boolean,
  each: ForEach,
): void => {
  machine.question(
    say`How many elements does ${named(iterable.origin, say`this collection`)} have? \`assume trips=\u2026\``,
  );
  const element =
    iterable.type === 'string' ? SOME_CHARACTER : new Unknown('any', null, `${iterable.origin}[…]`);
  each(iterable.type === 'string' && iterable.estimate ? iterable.estimate : UNKNOWN_LENGTH, (index) =>
    take(iterable instanceof SampledText ? iterable.charAt(index) || element : element),
  );
};

/** Collections hand over so many of their own values when a loop is declared to see more; they come again then. */
const MOST_REPEATED = 64;

/** What a collection hands over at an index, however many it is declared to have; `null`: only it can tell. */
export const elementsOf = (
  machine: Machine,
  iterable: Value,
  site: Site,
): ((index: number) => Value) | null => {
  if (iterable instanceof Unknown) return () => new Unknown('any', null, iterable.origin);
  if (iterable instanceof IteratorThing) return elementsOf(machine, iterable.list, site);
  if (iterable instanceof ArrayThing)
    return (index) => iterable.elements.get(index % Math.max(1, iterable.length));
  if (!(iterable instanceof MapThing) && !(iterable instanceof BytesThing) && typeof iterable !== 'string')
    return null;
  const own: Value[] = [];
  machine.silently(() => iterate(machine, iterable, site, (value) => own.push(value) < MOST_REPEATED));
  return (index) => (own.length === 0 ? UNKNOWN : own[index % own.length]);
};

/** How `Symbol.iterator` is kept as a key. */
export const ITERATOR_KEY = '@@iterator';
export const ASYNC_ITERATOR_KEY = '@@asyncIterator';

const traverseProtocol = (
  machine: Machine,
  iterable: Thing,
  site: Site,
  take: (value: Value) => boolean,
  anew: ReadonlySet<unknown>,
): void => {
  const method = [ITERATOR_KEY, ASYNC_ITERATOR_KEY]
    .map((key) => getProperty(machine, iterable, key))
    .find(isCallable);
  const iterator = method ? callValue(machine, method, iterable, [], site) : iterable;
  if (
    iterator instanceof GeneratorThing ||
    iterator instanceof IteratorThing ||
    iterator instanceof ArrayThing ||
    iterator instanceof MapThing
  ) {
    traverse(machine, iterator, site, take, anew);
    return;
  }
  const next = getProperty(machine, iterator, 'next');
  if (!isCallable(next)) {
    traverse(machine, new Unknown('any', null, iterable.shape.label), site, take, anew);
    return;
  }
  const budget = new IterationBudget(machine);
  while (!budget.spent) {
    const more = budget.exactly(() => {
      const step = callValue(machine, next, iterator, [], site);
      if (truth(getProperty(machine, step, 'done')) !== false) return false;
      return take(getProperty(machine, step, 'value'));
    });
    if (!more) return;
  }
};

/** Those of classes are not seen. */
const ownAccessors = (object: Thing): Iterable<string> =>
  object instanceof FunctionThing || object.fields.has('constructor') ? [] : (object.accessors?.keys() ?? []);

/** The names a `for…in` loop sees. */
export const keysOf = (
  machine: Machine,
  value: Value,
): { readonly names: readonly Value[]; readonly count: Quantity } => {
  if (value instanceof Thing && mayBeFilled(machine, value)) return { names: [SOME_STRING], count: MAY_HOLD };
  if (value instanceof ArrayThing) {
    const names = Array.from({ length: Math.min(value.length, MOST_COLLECTED) }, (_, index) => String(index));
    return { names, count: quantity(value.length) };
  }
  if (value instanceof Thing) {
    const names = [...value.fields.keys(), ...ownAccessors(value)];
    const size = names.length + value.extraKeys;
    return {
      names: names.length > 0 ? names : [SOME_STRING],
      count: value.unknownKeys?.count(size, names.length) ?? quantity(size),
    };
  }
  return { names: [SOME_STRING], count: quantity(value instanceof Unknown ? UNKNOWN_LENGTH.likely : 0) };
};
