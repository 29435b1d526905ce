import type { Additions, StandIn } from '../costs/additions.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import type { Machine } from '../run/machine.ts';
import type { Environment } from '../values/environment.ts';
import { Thing } from '../values/value.ts';

/** Something that grows by what is put there: the elements of a list, a counter in a field, a text. */
export interface Growing<Holder> {
  readonly sizeOf: (holder: Holder, name: string) => number;
  /** Iterations in a row have put so much there, which stand for many more. */
  readonly goOn: (machine: Machine, holder: Holder, name: string, by: number) => void;
}

/** What holds something that grows: a list, an object, the variables of a function. */
type Holder = Thing | Environment;

interface Put {
  readonly before: number;
  /** All of it, what is gone again as well. */
  put: number;
  readonly node: ContextNode;
  readonly size: () => number;
  readonly goOn: (by: number) => void;
  readonly noteIn: (size: number) => void;
}

/** Iterations in a row: several records of a text, if they are short. Reconstruction. */
export const MOST_IN_A_ROW = 128;

/** What is put somewhere grows on where at least this share of it stays: what is emptied for each record holds parts of one. Reconstruction. */
const STAYS = 1 / 2;

/**
 * Iterations in a row that stand for all others of a loop which goes on from what the one before has left, as a parser's. They find what they would find if they alone
 * were run: what is put somewhere and taken away again, or counted up and started anew. What stays of it is what the others add to, once they are over.
 */
export class Stretch {
  readonly #machine: Machine;
  /** So many, at the most. */
  readonly iterations: number;
  readonly #puts = new Map<Holder, Map<string, Put>>();
  /** How many things each piece of code has put to. */
  readonly #containers = new Map<Additions, number>();
  #isOver = false;

  constructor(machine: Machine, iterations: number) {
    this.#machine = machine;
    this.iterations = iterations;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  note<T extends Holder>(holder: T, name: string, before: number, after: number, growing: Growing<T>): void {
    let puts = this.#puts.get(holder);
    if (!puts) {
      puts = new Map();
      this.#puts.set(holder, puts);
    }
    let put = puts.get(name);
    if (!put) {
      const { node } = this.#machine;
      const additions = holder instanceof Thing ? node.additionsTo(holder.shape) : null;
      if (additions) this.#containers.set(additions, (this.#containers.get(additions) ?? 0) + 1);
      put = {
        before,
        put: 0,
        node,
        size: () => growing.sizeOf(holder, name),
        goOn: (net) => growing.goOn(this.#machine, holder, name, net),
        noteIn: (size) => notePut(this.#machine, holder, name, before, size, growing),
      };
      puts.set(name, put);
    }
    put.put += Math.abs(after - before);
  }

  /** Over how many containers the additions of one of the iterations spread: as long as they run, over as many as it stands for. */
  spread(standIn: StandIn, additions: Additions): number {
    if (!this.#isOver) return standIn.count;
    const all = additions.spread({ ...standIn, count: standIn.count * this.iterations });
    return Math.max(1, all / (this.#containers.get(additions) ?? 1));
  }

  /** The iterations have been run. */
  end(): void {
    this.#isOver = true;
    const machine = this.#machine;
    const { node } = machine;
    for (const puts of this.#puts.values())
      for (const { before, put, node: by, size, goOn, noteIn } of puts.values()) {
        machine.node = by;
        const net = size() - before;
        if (Math.abs(net) >= STAYS * put) goOn(net);
        noteIn(size());
      }
    machine.node = node;
  }
}

/** The innermost iterations in a row that are younger than what is put on. */
export const stretchAround = ({ standIns }: Machine, { born }: Holder): Stretch | null => {
  for (let depth = standIns.length - 1; depth >= 0; depth--) {
    const standIn = standIns[depth];
    if (standIn?.stretch && !standIn.stretch.isOver && born <= standIn.births) return standIn.stretch;
  }
  return null;
};

/** So much was put somewhere. */
export const notePut = <T extends Holder>(
  machine: Machine,
  holder: T,
  name: string,
  before: number,
  after: number,
  growing: Growing<T>,
): void => stretchAround(machine, holder)?.note(holder, name, before, after, growing);
