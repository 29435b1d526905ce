import { type Quantity, quantity } from '../../effects/quantity.ts';

/** Writes to a table under keys that nobody knows: each may or may not add an entry. */
export class UnknownKeys {
  #writes = 0;

  /** Notes so many writes to a table of `size` entries; answers how many entries they are likely to add. */
  note(writes: number, size: number): number {
    this.#writes += writes;
    return Math.max(0, Math.round(likelyDistinct(this.#writes)) - size);
  }

  /** So many keys were removed. */
  forget(keys: number): void {
    this.#writes = Math.max(0, this.#writes - keys);
  }

  clear(): void {
    this.#writes = 0;
  }

  /** Entries of a table of `size` entries, `known` of them under keys of their own: those are certain, and all others may be. */
  count(size: number, known: number): Quantity {
    if (this.#writes === 0) return quantity(size);
    return quantity(Math.min(size, Math.max(1, known)), size, Math.max(size, known + this.#writes));
  }
}

/** Heaps' law, k·n^b, with b = 0.5 (Manning et al., Introduction to Information Retrieval, 2008, section 5.1.1); k = 1: one write is one key. */
const likelyDistinct = (writes: number): number => Math.sqrt(writes);
