import type { Site } from '../program/code.ts';

/** What became of the facts that the user declared, by the site of the code they stand on. */
export class AssumptionLog {
  readonly #trips = new Map<Site, number | null>();
  readonly #sizes = new Set<Site>();

  /** A loop ran as often as declared; `derived`: as often as it would by its head alone, `null`: nobody knows. */
  noteTrips(site: Site, derived: number | null): void {
    const earlier = this.#trips.get(site);
    this.#trips.set(site, earlier === undefined || earlier === derived ? derived : null);
  }

  /** Something whose size nobody knows was taken to be as large as declared. */
  noteSize(site: Site): void {
    this.#sizes.add(site);
  }

  /** `undefined`: the loop never ran by its declaration. */
  derivedTrips(site: Site): number | null | undefined {
    return this.#trips.get(site);
  }

  usesSize(site: Site): boolean {
    return this.#sizes.has(site);
  }
}
