import { NOTHING, type Quantity, quantity } from '../../effects/quantity.ts';

/** Iterations of a loop nobody can count: four orders of magnitude; a question goes with it. */
export const UNKNOWN_TRIPS = quantity(1, 100, 10_000);

/**
 * How much longer a loop goes on that has outlasted its share of the steps, and whose end nothing foretells: anything
 * between not at all and a million times as long, as the search for all placings of 15 queens takes.
 */
const LONGER = { likely: 30, high: 1_000_000 } as const;

/** One run in 150 gets so many times as far as the mean of those that are left from inside (e^-5). Reconstruction. */
const UNLIKE = 5;

/** How often a loop went round whenever it was run to where it ended. */
export class CompletedRuns {
  #runs = 0;
  #trips = 0;
  #left = 0;
  #most = 0;
  readonly #contexts = new WeakSet<object>();

  /** `left`: from inside, before its head said so. `context`: where it was called from. */
  note(trips: number, left: boolean, context: object): void {
    this.#runs++;
    this.#contexts.add(context);
    this.#trips += trips;
    this.#most = Math.max(this.#most, trips);
    if (left) this.#left++;
  }

  /** Whether each of `fewestRuns` and more was left from inside: a search that finds what it looks for. */
  wereLeft(fewestRuns: number): boolean {
    return this.#runs >= fewestRuns && this.#left === this.#runs;
  }

  /** Whether a run from there has ended. */
  hasEndedIn(context: object): boolean {
    return this.#contexts.has(context);
  }

  /**
   * How many of the iterations still ahead by the head come before the loop is left from inside: as if every iteration left it
   * with the same chance, that of the iterations seen (the estimate of greatest likelihood). One that has got much further than those does not end as they did:
   * they may have been asked for a few records.
   */
  untilLeft(ahead: Quantity, soFar: number): Quantity {
    if (this.#left === 0) return ahead;
    const chance = this.#left / this.#trips;
    if (chance * soFar > UNLIKE) return ahead;
    return quantity(0, -Math.expm1(-chance * ahead.likely) / chance, ahead.high);
  }

  /** Trips to come after so many, if this run is no longer than the longest of them; `null`: there have been fewer than `fewestRuns`. */
  beyond(trips: number, fewestRuns: number): Quantity | null {
    if (this.#runs < fewestRuns) return null;
    if (trips >= this.#most) return NOTHING;
    const mean = this.#trips / this.#runs;
    return quantity(0, Math.max(1, mean - trips), this.#most - trips);
  }

  /** `null`: it never has. */
  get meanTrips(): number | null {
    return this.#runs === 0 ? null : this.#trips / this.#runs;
  }
}

/**
 * Trips that are guessed. Guesses inside guesses would multiply to what no program does: together they take as much as one alone.
 */
export class TripGuesses {
  /** The guesses around, multiplied. */
  #around = 1;
  /** What the loops around count to, by the name of it, and what was guessed of it. */
  readonly #bounds = new Map<string, Quantity>();

  /** Of a loop that nobody can count. `bound`: the name of what it counts to; the loops around that count to the same go round as often. */
  unknown(completed: CompletedRuns, bound: string | null): Quantity {
    const same = bound === null ? undefined : this.#bounds.get(bound);
    if (same) return same;
    const mean = completed.meanTrips;
    if (mean !== null) return quantity(mean / 10, Math.max(1, mean), Math.max(10, mean * 10));
    return quantity(
      UNKNOWN_TRIPS.low,
      Math.max(FEWEST, UNKNOWN_TRIPS.likely / this.#around),
      Math.max(FEWEST, UNKNOWN_TRIPS.high / this.#around),
    );
  }

  /** More trips of a loop that has gone round so often and does not say when it ends. */
  more(trips: number, completed: CompletedRuns): Quantity {
    const mean = completed.meanTrips;
    if (mean !== null && mean > trips) return quantity(0, mean - trips, (mean - trips) * 10);
    return quantity(
      0,
      trips * Math.max(1, LONGER.likely / this.#around),
      trips * Math.max(1, LONGER.high / this.#around),
    );
  }

  /** Runs `work`, the iterations of a loop that counts to `bound`, as many as were guessed. */
  counting<T>(bound: string | null, trips: Quantity, work: () => T): T {
    if (bound === null || this.#bounds.has(bound)) return work();
    this.#bounds.set(bound, trips);
    try {
      return work();
    } finally {
      this.#bounds.delete(bound);
    }
  }

  /** Runs `work`, whose trips were guessed to be `factor` times those that are run. */
  within<T>(factor: number, work: () => T): T {
    const around = this.#around;
    this.#around = around * Math.max(1, factor);
    try {
      return work();
    } finally {
      this.#around = around;
    }
  }
}

/** A loop inside a loop nobody can count. */
const FEWEST = 3;
