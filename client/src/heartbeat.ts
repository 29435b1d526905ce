/** How often the server is asked for a sign of life. */
const BEAT_EVERY_MS = 10_000;
/**
 * So many further beats the answer may stay out. Beats are counted, not time: those of a computer that slept did not
 * happen, so that its server is not taken for hung when it wakes.
 */
const LATE_BEATS = 2;

export interface HeartbeatOptions {
  /** Whether an answer is to be expected now. */
  isExpected(): boolean;
  /** Settles when the server has answered, in whatever way. */
  ping(): Promise<unknown>;
  onHung(): void;
}

/** Notices a server that is there but does not answer any more. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #waitingFor: Promise<unknown> | null = null;
  #lateBeats = 0;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#beat(), BEAT_EVERY_MS);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    if (!this.#options.isExpected()) {
      this.#waitingFor = null;
    } else if (this.#waitingFor === null) {
      this.#ask();
    } else {
      this.#lateBeats += 1;
      if (this.#lateBeats < LATE_BEATS) return;
      this.#waitingFor = null;
      this.#options.onHung();
    }
  }

  #ask(): void {
    const answer = this.#options.ping();
    this.#waitingFor = answer;
    this.#lateBeats = 0;
    const answered = (): void => {
      if (this.#waitingFor === answer) this.#waitingFor = null;
    };
    answer.then(answered, answered);
  }
}
