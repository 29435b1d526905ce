import { add, NOTHING, type Quantity } from '../effects/quantity.ts';

interface Timer {
  readonly id: number;
  readonly at: Quantity;
  /** `null`: once. */
  readonly everySeconds: Quantity | null;
  readonly run: () => void;
}

/** How often a repeating timer runs before it counts as endless. */
const REPETITIONS = 2;

/** Timers and what runs later, on a virtual clock that only waits advance. */
export class EventLoop {
  /** Seconds waited since the start, weights included. */
  clock: Quantity = NOTHING;
  readonly #microtasks: (() => void)[] = [];
  readonly #timers: Timer[] = [];
  readonly #repetitions = new Map<number, number>();
  #nextId = 1;
  /** What repeats until it is stopped: intervals by their numbers, servers, streams. */
  readonly #repeating = new Set<unknown>();

  get endless(): boolean {
    return this.#repeating.size > 0;
  }

  keepAlive(by: unknown): void {
    this.#repeating.add(by);
  }

  release(by: unknown): void {
    this.#repeating.delete(by);
  }

  soon(task: () => void): void {
    this.#microtasks.push(task);
  }

  later(delay: Quantity, run: () => void, repeat = false): number {
    const id = this.#nextId++;
    this.#timers.push({ id, at: add(this.clock, delay), everySeconds: repeat ? delay : null, run });
    return id;
  }

  cancel(id: number): void {
    this.release(id);
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  runMicrotasks(): void {
    for (let task = this.#microtasks.shift(); task; task = this.#microtasks.shift()) task();
  }

  /** Runs what is due until `done` or nothing is left to run; true when `done`. */
  runUntil(done: () => boolean): boolean {
    for (;;) {
      this.runMicrotasks();
      if (done()) return true;
      const timer = this.#takeNext();
      if (!timer) return false;
      this.advanceTo(timer.at);
      timer.run();
    }
  }

  advanceTo(time: Quantity): void {
    this.clock = {
      low: Math.max(this.clock.low, time.low),
      likely: Math.max(this.clock.likely, time.likely),
      high: Math.max(this.clock.high, time.high),
    };
  }

  advance(seconds: Quantity): void {
    this.clock = add(this.clock, seconds);
  }

  #takeNext(): Timer | undefined {
    let best = -1;
    for (const [index, timer] of this.#timers.entries())
      if (best < 0 || timer.at.likely < (this.#timers[best]?.at.likely ?? 0)) best = index;
    const [timer] = best < 0 ? [] : this.#timers.splice(best, 1);
    if (timer?.everySeconds) {
      const ran = (this.#repetitions.get(timer.id) ?? 0) + 1;
      this.#repetitions.set(timer.id, ran);
      if (ran < REPETITIONS) this.#timers.push({ ...timer, at: add(timer.at, timer.everySeconds) });
      else this.keepAlive(timer.id);
    }
    return timer;
  }
}
