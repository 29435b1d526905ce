import type { SlotRef } from '../../program/code.ts';
import type { Value } from './value.ts';

/** The variables of one activation of a function, or of one block that functions inside capture. */
export class Environment {
  readonly slots: Value[];
  readonly outer: Environment | null;
  /** Older or younger than what is measured: contexts live on the heap like objects. */
  readonly born: number;
  /** Slots that have held a double: what comes next is taken for one too, also when it happens to be whole. */
  doubles: Set<number> | null = null;
  #inDoubt: Set<number> | null = null;
  #followers: Map<number, ((value: Value) => void)[]> | null = null;

  constructor(slotCount: number, outer: Environment | null, born: number) {
    this.slots = new Array<Value>(slotCount).fill(undefined);
    this.outer = outer;
    this.born = born;
  }

  set(slot: number, value: Value): void {
    this.slots[slot] = value;
    this.#inDoubt?.delete(slot);
    for (const take of this.#followers?.get(slot) ?? []) take(value);
  }

  /** What it holds stands for other values that are not like it, until it is set again. */
  markInDoubt(slot: number): void {
    this.#inDoubt ??= new Set();
    this.#inDoubt.add(slot);
  }

  isInDoubt(slot: number): boolean {
    return this.#inDoubt?.has(slot) === true;
  }

  /** Hands on what a variable holds, now and whenever it is set: importers see a variable, not the value it had. */
  follow(slot: number, take: (value: Value) => void): void {
    take(this.slots[slot]);
    this.#followers ??= new Map();
    const others = this.#followers.get(slot);
    if (others) others.push(take);
    else this.#followers.set(slot, [take]);
  }

  copy(): Environment {
    const copy = new Environment(0, this.outer, this.born);
    copy.slots.push(...this.slots);
    copy.doubles = this.doubles;
    copy.#inDoubt = this.#inDoubt && new Set(this.#inDoubt);
    return copy;
  }
}

export const environmentOf = (ref: SlotRef, from: Environment): Environment => {
  let environment = from;
  for (let hops = ref.hops; hops > 0 && environment.outer; hops--) environment = environment.outer;
  return environment;
};
