import type { Value } from './value.ts';

const HOLE = Symbol('hole');

/** Dense storage stops growing at this gap or size; beyond, elements are kept by index. */
const DENSE_GAP = 1024;
const DENSE_LIMIT = 1 << 20;

/** For each of so many elements that are moved the run takes a step: what is done to short lists costs it nothing, to long ones does not hold it up. */
export const MOVED_A_STEP = 16;

/**
 * The elements of an array as far as execution has seen them. Sampled loops fill some of them only; the others answer
 * with one that stands for them.
 */
export class Elements {
  #dense: (Value | typeof HOLE)[] = [];
  #sparse: Map<number, Value> | null = null;
  /** What elements never written hold. */
  fallback: Value;
  #sampled = false;
  /** Those before were written one by one: what is missing there was left out. */
  #exactUpTo = 0;

  constructor(fallback: Value) {
    this.fallback = fallback;
  }

  /** Elements missing here were written in iterations that were not run. */
  get sampled(): boolean {
    return this.#sampled;
  }

  set sampled(value: boolean) {
    if (value && !this.#sampled) this.#exactUpTo = this.#dense.length;
    this.#sampled = value;
  }

  get(index: number): Value {
    const dense = this.#dense[index];
    if (dense !== undefined && dense !== HOLE) return dense;
    if (dense === undefined && index < this.#dense.length) return undefined;
    const kept = this.#sparse?.get(index);
    if (kept !== undefined) return kept;
    return this.#sampled && index >= this.#exactUpTo ? this.#representative(index) : this.fallback;
  }

  set(index: number, value: Value): void {
    const end = this.#dense.length;
    if (index < end) this.#dense[index] = value;
    else if (index <= end + DENSE_GAP && index < DENSE_LIMIT) {
      for (let hole = end; hole < index; hole++) this.#dense.push(this.#take(hole));
      this.#dense.push(value);
    } else {
      this.#sparse ??= new Map();
      this.#sparse.set(index, value);
    }
  }

  /** All elements there are, of a list that has none yet. */
  adopt(values: readonly Value[]): void {
    if (values.length <= DENSE_LIMIT) this.#dense = [...values];
    else for (const [index, value] of values.entries()) this.set(index, value);
  }

  /** What another list has, each element as `copied` makes it. */
  adoptAll(other: Elements, copied: (value: Value) => Value): void {
    this.#dense = other.#dense.map((value) => (value === HOLE ? value : copied(value)));
    this.#sparse = other.#sparse && new Map([...other.#sparse].map(([at, value]) => [at, copied(value)]));
    this.fallback = other.fallback;
    this.#sampled = other.#sampled;
    this.#exactUpTo = other.#exactUpTo;
  }

  /** One of several that stand for all between them: those left out are no holes. */
  setApart(index: number, value: Value): void {
    if (index <= this.#dense.length) this.set(index, value);
    else {
      this.#sparse ??= new Map();
      this.#sparse.set(index, value);
    }
  }

  /** Elements from `length` on are gone. */
  truncate(length: number): void {
    if (length < this.#dense.length) this.#dense.length = length;
    if (this.#sparse)
      for (const index of this.#sparse.keys()) if (index >= length) this.#sparse.delete(index);
  }

  /** The first one is gone, and all others move up. */
  shift(): void {
    this.#dense.shift();
    this.#exactUpTo = Math.max(0, this.#exactUpTo - 1);
    if (!this.#sparse) return;
    const moved = [...this.#sparse].map(([index, value]) => [index - 1, value] as const);
    this.#sparse = new Map(moved.filter(([index]) => index >= 0));
  }

  fill(value: Value): void {
    this.#dense = [];
    this.#sparse = null;
    this.fallback = value;
    this.#sampled = false;
  }

  /** The `count` elements with `middle` in their midst hold `value`, as do those never written. */
  fillAround(middle: number, count: number, value: Value): void {
    const from = Math.max(0, Math.floor(middle - count / 2));
    const end = Math.ceil(middle + count / 2);
    if (end >= this.#dense.length) this.#dense.length = Math.min(from, this.#dense.length);
    else this.#dense.fill(HOLE, from, end);
    if (this.#sparse)
      for (const index of this.#sparse.keys()) if (index >= from && index < end) this.#sparse.delete(index);
    this.fallback = value;
  }

  /** Those kept from the index `from` to before `end`, in order, and all that are kept by index; what they stand for is left out. */
  kept(end: number, from = 0): Value[] {
    const values: Value[] = [];
    for (let index = from; index < Math.min(end, this.#dense.length); index++) values.push(this.get(index));
    if (this.#sparse) for (const value of this.#sparse.values()) values.push(value);
    return values;
  }

  /** Where one of those kept is this value; -1: nowhere before `end`. */
  indexOf(value: Value, end: number): number {
    for (let index = 0; index < Math.min(end, this.#dense.length); index++)
      if (this.get(index) === value) return index;
    for (const [index, kept] of this.#sparse ?? []) if (kept === value && index < end) return index;
    return -1;
  }

  /** Those of a list of `length` that were written, in no order. */
  written(length: number): readonly Value[] {
    const values: Value[] = [];
    for (let index = 0; index < Math.min(this.#dense.length, length); index++) {
      const value = this.#dense[index];
      if (value !== HOLE) values.push(value);
    }
    if (this.#sparse) values.push(...this.#sparse.values());
    return values;
  }

  /** Some were written since all were made or filled. */
  get hasKept(): boolean {
    return this.#dense.length > 0 || this.#sparse !== null;
  }

  /** One of those kept; `undefined`: none. */
  any(): Value {
    for (let index = 0; index < this.#dense.length; index++)
      if (this.#dense[index] !== HOLE) return this.#plainAt(index);
    for (const value of this.#sparse?.values() ?? []) return value;
    return undefined;
  }

  #take(index: number): Value | typeof HOLE {
    const kept = this.#sparse?.get(index);
    if (kept === undefined) return HOLE;
    this.#sparse?.delete(index);
    return kept;
  }

  /**
   * Objects: the nearest of those kept apart. Numbers in order: the one in between. Other plain values: any of the others, so that
   * they come in the same proportions.
   */
  #representative(index: number): Value {
    const count = this.#dense.length;
    let below: Kept | null = count > 0 ? { at: count - 1, value: this.#plainAt(count - 1) } : null;
    let above: Kept | null = null;
    let compared = 0;
    for (const [at, value] of this.#sparse ?? []) {
      if (++compared > MOST_COMPARED) break;
      if (at < index && (below === null || at > below.at)) below = { at, value };
      if (at > index && (above === null || at < above.at)) above = { at, value };
    }
    const between = this.#between(below, above, index);
    if (between !== null) return between;
    const apart = [below, above].filter((kept) => kept !== null && kept.at >= count);
    const nearest = apart.reduce<Kept | null>(
      (best, kept) =>
        kept && (!best || Math.abs(kept.at - index) < Math.abs(best.at - index)) ? kept : best,
      null,
    );
    if (typeof nearest?.value === 'object' && nearest.value !== null) return nearest.value;
    const candidate = this.#spreadOver(count, index) ?? this.#spreadOver(this.#exactUpTo, index) ?? HOLE;
    return candidate === HOLE ? (this.fallback ?? nearest?.value) : candidate;
  }

  /** One of the first `count`, now this one and now that. */
  #spreadOver(count: number, index: number): Value | typeof HOLE {
    const kept = this.#dense[(index * 7919) % Math.max(1, count)];
    return kept === HOLE ? undefined : kept;
  }

  #plainAt(index: number): Value {
    const value = this.#dense[index];
    return value === HOLE ? undefined : value;
  }

  /** Sorted lists of numbers stay sorted. */
  #between(below: Kept | null, above: Kept | null, index: number): number | null {
    const first = this.#plainAt(0);
    if (typeof below?.value !== 'number' || typeof above?.value !== 'number' || typeof first !== 'number')
      return null;
    if (!(first < below.value && below.value < above.value)) return null;
    const value = below.value + ((above.value - below.value) * (index - below.at)) / (above.at - below.at);
    return Number.isInteger(below.value) ? Math.round(value) : value;
  }
}

interface Kept {
  readonly at: number;
  readonly value: Value;
}

/** Elements kept apart that are looked through for the nearest one. */
const MOST_COMPARED = 64;
