import type { Quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { askWhereUnsure, countOf } from '../heap/array-count.ts';
import { takeOff } from '../heap/growth.ts';
import { birth } from '../heap/heap.ts';
import { elementAt } from '../language/properties.ts';
import type { Machine } from '../run/machine.ts';
import { IteratorThing } from '../values/iterator-thing.ts';
import { Thing, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** What `next()` of an iterator or a generator answers. */
export const iteratorResult = (machine: Machine, site: Site, value: Value, done: boolean): Thing => {
  const base = birth(machine, site, 'iterator result');
  const result = new Thing(base.shape, null, base.born, base.multiplicity);
  result.setOwn('value', value);
  result.setOwn('done', done);
  return result;
};

/** The first value alone is mostly all that is asked for, as a cache asks for its oldest key: the others are not gone through for it. */
const next: Intrinsic = (call) => {
  const { machine, receiver: iterator, site } = call;
  if (!(iterator instanceof IteratorThing)) return call.typical();
  const { taken, handsOver } = iterator;
  const count = taken === 0 ? handsOver.count : countOnceListed(machine, iterator);
  const done = taken >= count.likely;
  const value = done ? undefined : taken === 0 ? handsOver.first() : elementAt(machine, iterator.list, taken);
  machine.effects++;
  machine.reading.noteElement(count, taken);
  takeOff(machine, iterator, (times) => {
    iterator.taken = Math.min(Math.ceil(count.likely), Math.round(iterator.taken + times));
  });
  return iteratorResult(machine, site, value, done);
};

const countOnceListed = (machine: Machine, { list, taken }: IteratorThing): Quantity => {
  const count = countOf(machine, list);
  if (taken === 1) askWhereUnsure(machine, list, count);
  return count;
};

export const ITERATOR_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['Iterator.prototype.next', next],
  ['Iterator.prototype.@@iterator', ({ receiver }) => receiver],
];
