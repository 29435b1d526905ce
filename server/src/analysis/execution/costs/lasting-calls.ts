/** What an execution cost. */
export interface Spent {
  readonly nanoseconds: number;
  readonly youngBytes: number;
  readonly largeBytes: number;
  readonly externalBytes: number;
}

/** Sums over executions. */
class Executions {
  calls = 0;
  readonly total = { nanoseconds: 0, youngBytes: 0, largeBytes: 0, externalBytes: 0 };
  /** Each weighs as much as it lasts. */
  readonly byTime = { nanoseconds: 0, youngBytes: 0, largeBytes: 0, externalBytes: 0 };

  add(weight: number, together: Spent): void {
    this.calls += weight;
    addTo(this.total, together, 1);
    addTo(this.byTime, together, together.nanoseconds / weight);
  }

  merge(other: Executions): void {
    this.calls += other.calls;
    addTo(this.total, other.total, 1);
    addTo(this.byTime, other.byTime, 1);
  }
}

/** Each by its name: once for every call that is followed, and a loop over the names takes several times as long. */
const addTo = (sums: { -readonly [Cost in keyof Spent]: number }, spent: Spent, times: number): void => {
  sums.nanoseconds += spent.nanoseconds * times;
  sums.youngBytes += spent.youngBytes * times;
  sums.largeBytes += spent.largeBytes * times;
  sums.externalBytes += spent.externalBytes * times;
};

/**
 * The executions of a piece of code, each weighing as much as it lasts: who looks at a random moment finds the long ones running. A self-test
 * on a small input says little of the run that follows it; nor does the first round of what goes on for ever, which alone sets things up.
 */
export class LastingCalls {
  readonly #all = new Executions();
  /** Those of later rounds, or of no rounds at all. */
  readonly #later = new Executions();

  /** `weight` executions that cost `together`. `isUnusual`: they are not what goes on, unless there are no others. */
  add(weight: number, together: Spent, isUnusual = false): void {
    if (weight <= 0) return;
    this.#all.add(weight, together);
    if (!isUnusual) this.#later.add(weight, together);
  }

  merge(other: LastingCalls): void {
    this.#all.merge(other.#all);
    this.#later.merge(other.#usual);
  }

  get #usual(): Executions {
    return this.#later.calls > 0 ? this.#later : this.#all;
  }

  /** How many times more an execution found at a random moment costs than the mean of all; 1 where there is nothing to tell them apart. */
  excess(cost: keyof Spent): number {
    const { total, byTime } = this.#usual;
    const found = byTime[cost] / total.nanoseconds;
    const mean = this.#all.total[cost] / this.#all.calls;
    const ratio = found / mean;
    return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
  }
}
