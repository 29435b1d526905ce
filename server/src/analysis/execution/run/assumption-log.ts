import type { Site } from '../../program/code.ts';

/** How often a loop would run by its head alone. */
export interface DerivedCount {
  readonly trips: number;
  /** The name that bounds it; `null`: the bound is written out. */
  readonly bound: string | null;
}

/** What became of the facts that the user declared, by the site of the code they stand on. */
export class AssumptionLog {
  readonly #trips = new Map<Site, DerivedCount | null>();
  readonly #sizes = new Set<Site>();

  /** A loop ran as often as declared; `derived`: as often as it would by itself, `null`: nobody knows. */
  noteTrips(site: Site, derived: DerivedCount | null): void {
    const earlier = this.#trips.get(site);
    const agree = earlier === undefined || earlier?.trips === derived?.trips;
    this.#trips.set(site, agree ? derived : null);
  }

  /** Something whose size nobody knows was taken to be as large as declared. */
  noteSize(site: Site): void {
    this.#sizes.add(site);
  }

  /** `undefined`: the loop never ran by its declaration. */
  derivedTrips(site: Site): DerivedCount | null | undefined {
    return this.#trips.get(site);
  }

  usesSize(site: Site): boolean {
    return this.#sizes.has(site);
  }
}
