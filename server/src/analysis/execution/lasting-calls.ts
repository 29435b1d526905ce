/** What an execution cost. */
export interface Spent {
  readonly nanoseconds: number;
  readonly youngBytes: number;
  readonly largeBytes: number;
  readonly externalBytes: number;
}

/**
 * The executions of a piece of code, each weighing as much as it lasts: who looks at a random moment finds the long ones running. A self-test
 * on a small input says little of the run that follows it.
 */
export class LastingCalls {
  #calls = 0;
  readonly #total = { nanoseconds: 0, youngBytes: 0, largeBytes: 0, externalBytes: 0 };
  readonly #byTime = { nanoseconds: 0, youngBytes: 0, largeBytes: 0, externalBytes: 0 };

  /** `weight` executions that cost `together`. */
  add(weight: number, together: Spent): void {
    if (weight <= 0) return;
    this.#calls += weight;
    for (const cost of COSTS) {
      this.#total[cost] += together[cost];
      this.#byTime[cost] += (together.nanoseconds * together[cost]) / weight;
    }
  }

  merge(other: LastingCalls): void {
    this.#calls += other.#calls;
    for (const cost of COSTS) {
      this.#total[cost] += other.#total[cost];
      this.#byTime[cost] += other.#byTime[cost];
    }
  }

  /** How many times more an execution found at a random moment costs than the mean of all; 1 where there is nothing to tell them apart. */
  excess(cost: keyof Spent): number {
    const found = this.#byTime[cost] / this.#total.nanoseconds;
    const mean = this.#total[cost] / this.#calls;
    const ratio = found / mean;
    return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
  }
}

const COSTS = ['nanoseconds', 'youngBytes', 'largeBytes', 'externalBytes'] as const;
