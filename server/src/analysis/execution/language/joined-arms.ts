import type { Machine } from '../run/machine.ts';
import { joined } from '../values/joined-values.ts';
import { Journal, type Overwritten } from '../values/journal.ts';
import { Unknown, type Value } from '../values/value.ts';

/** What one way through a branch has left. */
interface Way {
  readonly journal: Journal;
  readonly left: ReadonlyMap<Overwritten, Value>;
  readonly share: number;
  readonly goesOn: boolean;
}

/**
 * The ways through a branch that nobody knows the choice of: each finds the variables as the branch found them, and what follows what any of them may have left
 * there. Properties keep what the latest way has put there.
 */
export class JoinedArms {
  readonly #machine: Machine;
  readonly #ways: Way[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** `goesOn`: whether the function does after what the work returns. */
  run<T>(share: number, work: () => T, goesOn: (result: T) => boolean): T {
    const machine = this.#machine;
    const outer = machine.journal;
    const journal = new Journal(machine.births);
    machine.journal = journal;
    try {
      const result = work();
      const { overwritten } = journal;
      const left = new Map(
        overwritten.map((variable) => [variable, variable.environment.slots[variable.slot]]),
      );
      this.#ways.push({ journal, left, share, goesOn: goesOn(result) });
      for (const variable of overwritten) putBack(variable);
      return result;
    } finally {
      machine.journal = outer;
    }
  }

  join(): void {
    const { journal } = this.#machine;
    const all = new Journal(Number.POSITIVE_INFINITY);
    for (const { journal: own } of this.#ways) for (const variable of own.overwritten) all.note(variable);
    for (const variable of all.overwritten) {
      this.#join(variable);
      journal?.note(variable);
    }
  }

  #join(variable: Overwritten): void {
    const { environment, slot, before, wasInDoubt, outlives, carried } = variable;
    const possible = this.#ways
      .filter(({ goesOn }) => goesOn || outlives)
      .map((way) => ({ value: leftBy(way, variable), share: way.share }));
    const changed = possible.findLast(({ value }) => !Object.is(value, before));
    if (!changed) return;
    const { value, inDoubt } = joined(possible);
    const isEstimate = value instanceof Unknown && value.estimate;
    // What a program that runs by itself cannot know is what the run of it here does not: other than numbers, what that has is like it.
    const joins = this.#machine.eventLoop.open || isEstimate;
    // What moves a loop has to move it.
    environment.set(slot, carried || !joins ? changed.value : value);
    if (!joins) return;
    if (inDoubt || (wasInDoubt && possible.some(({ value: left }) => Object.is(left, before))))
      environment.markInDoubt(slot);
  }
}

const putBack = ({ environment, slot, before, wasInDoubt }: Overwritten): void => {
  environment.set(slot, before);
  if (wasInDoubt) environment.markInDoubt(slot);
};

const leftBy = ({ journal, left }: Way, variable: Overwritten): Value => {
  const own = journal.find(variable);
  return own ? left.get(own) : variable.before;
};
