/** First wait after a crash; it doubles with each further one. */
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;
/** A server that lived this long had started well: the next crash counts as a first one. */
const HEALTHY_AFTER_MS = 180_000;
/** So many crashes in a row, with the waits between them, take about a minute; a ninth would not end differently. */
const MAX_CRASHES = 8;

export type RestartDecision =
  | { readonly kind: 'restart'; readonly delayMs: number }
  | { readonly kind: 'give-up'; readonly crashes: number };

/** Decides how long to wait before the server is started again, and when to leave it to the user. */
export class RestartPolicy {
  #crashes = 0;
  #startedAtMs: number;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAtMs = now();
  }

  started(): void {
    this.#startedAtMs = this.#now();
  }

  /** The user started it: earlier crashes no longer count. */
  reset(): void {
    this.#crashes = 0;
  }

  crashed(): RestartDecision {
    if (this.#now() - this.#startedAtMs > HEALTHY_AFTER_MS) this.#crashes = 0;
    this.#crashes += 1;
    if (this.#crashes > MAX_CRASHES) return { kind: 'give-up', crashes: this.#crashes };
    return {
      kind: 'restart',
      delayMs: Math.min(FIRST_DELAY_MS * 2 ** (this.#crashes - 1), LONGEST_DELAY_MS),
    };
  }
}
