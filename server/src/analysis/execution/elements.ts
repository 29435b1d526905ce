import type { Value } from './value.ts';

const HOLE = Symbol('hole');

/** Dense storage stops growing at this gap or size; beyond, elements are kept by index. */
const DENSE_GAP = 1024;
const DENSE_LIMIT = 1 << 20;

/**
 * The elements of an array as far as execution has seen them. Sampled loops fill some of them only; the others answer
 * with one that stands for them.
 */
export class Elements {
  #dense: (Value | typeof HOLE)[] = [];
  #sparse: Map<number, Value> | null = null;
  /** What elements never written hold. */
  fallback: Value;
  /** Elements missing here were written in iterations that were not run. */
  sampled = false;

  constructor(fallback: Value) {
    this.fallback = fallback;
  }

  get(index: number): Value {
    const dense = this.#dense[index];
    if (dense !== undefined && dense !== HOLE) return dense;
    if (dense === undefined && index < this.#dense.length) return undefined;
    const kept = this.#sparse?.get(index);
    if (kept !== undefined) return kept;
    return this.sampled ? this.#representative(index) : this.fallback;
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

  /** Elements from `length` on are gone. */
  truncate(length: number): void {
    if (length < this.#dense.length) this.#dense.length = length;
    if (this.#sparse)
      for (const index of this.#sparse.keys()) if (index >= length) this.#sparse.delete(index);
  }

  fill(value: Value): void {
    this.#dense = [];
    this.#sparse = null;
    this.fallback = value;
    this.sampled = false;
  }

  /** Those kept, in order; what they stand for is left out. */
  kept(length: number): Value[] {
    const values: Value[] = [];
    for (let index = 0; index < Math.min(length, this.#dense.length); index++) values.push(this.get(index));
    if (this.#sparse) for (const value of this.#sparse.values()) values.push(value);
    return values;
  }

  #take(index: number): Value | typeof HOLE {
    const kept = this.#sparse?.get(index);
    if (kept === undefined) return HOLE;
    this.#sparse?.delete(index);
    return kept;
  }

  /** Objects: the nearest of those kept apart. Plain values: any of the others, so that they come in the same proportions. */
  #representative(index: number): Value {
    let nearest: Value = this.fallback;
    let distance = Number.POSITIVE_INFINITY;
    if (this.#sparse && this.#sparse.size <= MOST_COMPARED)
      for (const [at, value] of this.#sparse)
        if (Math.abs(at - index) < distance) {
          nearest = value;
          distance = Math.abs(at - index);
        }
    if (typeof nearest === 'object' && nearest !== null) return nearest;
    const count = this.#dense.length;
    const candidate = count > 0 ? this.#dense[(index * 7919) % count] : HOLE;
    return candidate === HOLE ? nearest : candidate;
  }
}

/** Elements kept apart that are looked through for the nearest one. */
const MOST_COMPARED = 64;
