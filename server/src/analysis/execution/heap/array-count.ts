import { say } from '@migration-tags/simulator';
import { add, NOTHING, type Quantity, quantity, scale } from '../../effects/quantity.ts';
import { lineOf } from '../code-facts/naming.ts';
import type { Machine } from '../run/machine.ts';
import type { ArrayThing } from '../values/value.ts';

/**
 * How far an array's real length may lie from `length`, which is that of the run: elements were added where nobody knows how often the
 * program comes by. So many fewer at the most, so many fewer likely, so many more at the most.
 */
export interface LengthDoubt {
  readonly fewest: number;
  readonly fewer: number;
  readonly more: number;
}

/** `added` elements have been counted where the present execution stands for a doubtful number of them. */
export const noteAdded = ({ weight }: Machine, array: ArrayThing, added: number): void => {
  const { bornUnder: born, length } = array;
  if (length === added) array.unsure = null;
  if (weight === born) return;
  const { low, likely, high } = timesWithin(born, weight);
  if (high - low <= 1e-9 * high && added >= likely - 1) return;
  const { fewest, fewer, more } = array.unsure ?? CERTAIN;
  array.unsure = {
    fewest: fewest + Math.max(0, added - low),
    fewer: fewer + Math.max(0, added - likely),
    more: more + Math.max(0, high - added),
  };
};

/** How often what has `weight` comes by for each time of what is `around` it. */
const timesWithin = (around: Quantity, weight: Quantity): Quantity => {
  const share = (bound: keyof Quantity): number =>
    weight[bound] === around[bound] ? 1 : around[bound] > 0 ? weight[bound] / around[bound] : 0;
  return { low: share('low'), likely: share('likely'), high: share('high') };
};

/** Counts values that come one after the other, some of them for many. */
export class ValueCount {
  readonly #machine: Machine;
  readonly #around: Quantity;
  #count = NOTHING;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#around = machine.weight;
  }

  note(): void {
    this.#count = add(this.#count, timesWithin(this.#around, this.#machine.weight));
  }

  get count(): Quantity {
    return this.#count;
  }
}

const CERTAIN: LengthDoubt = { fewest: 0, fewer: 0, more: 0 };

/** How many elements the array has, seen from where it was made. */
export const lengthOf = ({ unsure, length }: ArrayThing): Quantity =>
  unsure === null
    ? quantity(length)
    : quantity(Math.max(0, length - unsure.fewest), Math.max(0, length - unsure.fewer), length + unsure.more);

/** How many elements the array has where the present execution looks at it: what was added under the same doubt is there. */
export const countOf = ({ weight }: Machine, { unsure, length, bornUnder }: ArrayThing): Quantity => {
  if (unsure === null || length === 0) return quantity(length);
  const within = (bound: 'low' | 'likely', missing: number): number => {
    const share = bornUnder[bound] > 0 ? Math.min(1, weight[bound] / bornUnder[bound]) : 1;
    return Math.min(length, Math.max(0, length - missing) / Math.max(share, Number.MIN_VALUE));
  };
  const likely = within('likely', unsure.fewer);
  return quantity(Math.min(likely, within('low', unsure.fewest)), likely, length + unsure.more);
};

/** Says what is known of the length of an array whose elements come from somewhere else. */
export const setCount = (array: ArrayThing, count: Quantity): ArrayThing => {
  const { length } = array;
  if (count.low === count.high) return array;
  array.unsure = {
    fewest: Math.max(0, length - count.low),
    fewer: Math.max(0, length - count.likely),
    more: Math.max(0, count.high - length),
  };
  return array;
};

/** `copy` has as many elements as `source`, or the same share of them. */
export const copyCount = (machine: Machine, source: ArrayThing, copy: ArrayThing): ArrayThing => {
  if (source.unsure !== null && source.length > 0)
    setCount(copy, scale(countOf(machine, source), copy.length / source.length));
  return copy;
};

/** A branch of which it was seen how often it is taken leaves this much open (high over low); the bounds of all costs allow for it. */
const SEEN = 4;

/** A branch that nobody can predict leaves this much open; more is asked for. */
const UNPREDICTED = 10;

/** Runs `visit`, which goes over all elements of the run, for as many as there really may be. */
export const overElements = (machine: Machine, array: ArrayThing, visit: () => void): void => {
  const count = countOf(machine, array);
  if (count.high <= SEEN * count.low) {
    visit();
    return;
  }
  askWhereUnsure(machine, array, count);
  machine.weighted(scale(count, 1 / array.length), visit);
};

/** Asks how many elements there are where little is known of that. */
export const askWhereUnsure = (machine: Machine, { shape }: ArrayThing, count: Quantity): void => {
  if (count.high > UNPREDICTED * count.low)
    machine.question(
      say`How many elements does \`${shape.label}\` (line ${lineOf(shape.site)}) have? \`assume trips=\u2026\``,
    );
};
