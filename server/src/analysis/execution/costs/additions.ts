import type { Stretch } from '../heap/stretch.ts';
import type { Thing } from '../values/value.ts';

/** Changes from one container to another remembered per kind of container: enough to tell a few hundred from ever new ones. */
const REMEMBERED = 256;

/** One execution of a loop, and what one of its iterations stands for. */
export interface StandIn {
  /** Iterations. */
  readonly count: number;
  /** They do nothing but put one value into elements in a row. */
  readonly fills: boolean;
  /** Variables that some of them start anew (started-anew.ts). */
  readonly startedAnew: ReadonlySet<unknown>;
  /** Steps made when the loop began. */
  readonly loopBegan: number;
  /** Things born when the iteration began. */
  readonly births: number;
  /** Things born when the loop began. */
  readonly bornBefore: number;
  /** It is one of several in a row; `null`: it stands alone. */
  readonly stretch: Stretch | null;
  /** What is left to do when the iteration ends. */
  readonly afterwards: (() => void)[];
}

/**
 * Which containers of one kind a piece of code adds to, in order. A sampled iteration adds to one of them; those it stands for may add
 * to the same one (a list that grows) or to one each (the edges of a graph's nodes).
 */
export class Additions {
  #last: Thing | null = null;
  readonly #containers: Thing[] = [];
  /** When the code turned to each of them, in steps. */
  readonly #turned: number[] = [];
  #next = 0;

  note(container: Thing, steps: number): void {
    if (container === this.#last) return;
    this.#last = container;
    this.#containers[this.#next] = container;
    this.#turned[this.#next] = steps;
    this.#next = (this.#next + 1) % REMEMBERED;
  }

  /** Over how many containers the additions of `count` iterations spread, as those of the same loop did that were run. */
  spread({ count, loopBegan }: StandIn): number {
    const seen = new Set<Thing>();
    let turns = 0;
    let latestNew = 0;
    for (let age = this.#containers.length - 1; age >= 0; age--) {
      const at = (this.#next - 1 - age + 2 * REMEMBERED) % REMEMBERED;
      const container = this.#containers[at];
      if (!container || (this.#turned[at] ?? 0) < loopBegan) continue;
      turns++;
      if (seen.has(container)) continue;
      seen.add(container);
      latestNew = turns;
    }
    if (seen.size <= 1) return 1;
    const everNew = latestNew > turns / 2;
    return Math.min(count, everNew ? Math.max(seen.size, (count * seen.size) / turns) : seen.size);
  }
}
