/** Texts in V8's number-string cache at the most: `Heap::MaxNumberToStringCacheSize`, with semi-spaces of 16 MiB. */
const MOST_CACHED = 0x4000;

/** The texts that a piece of code had of numbers, as far as V8's number-string cache keeps them. */
export class NumberTexts {
  readonly #seen = new Set<number>();
  #cached = 0;

  /** So many executions turned the number into text; `null`: nobody knows which. Answers how many more texts the cache keeps. */
  note(value: number | null, executions: number): number {
    if (value !== null && this.#seen.has(value)) return 0;
    if (value !== null && this.#seen.size < MOST_CACHED) this.#seen.add(value);
    const added = Math.min(executions, MOST_CACHED - this.#cached);
    this.#cached += added;
    return added;
  }
}
