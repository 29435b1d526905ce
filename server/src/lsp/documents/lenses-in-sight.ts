/** More than stand on a screen: one in every second line of a tall one. */
const MOST_IN_SIGHT = 40;

/**
 * Which lenses of a file an editor shows: those whose words it asked for last. The next list tells them at once, which saves a question
 * and an answer for each of them at every key. By their number in the file, which typing does not change.
 */
export class LensesInSight {
  readonly #asked = new Set<number>();

  has(lens: number): boolean {
    return this.#asked.has(lens);
  }

  asked(lens: number): void {
    // The one asked for last stands last.
    this.#asked.delete(lens);
    this.#asked.add(lens);
    for (const longest of this.#asked) {
      if (this.#asked.size <= MOST_IN_SIGHT) break;
      this.#asked.delete(longest);
    }
  }
}
