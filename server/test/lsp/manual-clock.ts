import type { Clock } from '../../src/lsp/scheduling/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly action: () => void;
}

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #alarms: Alarm[] = [];

  after(milliseconds: number, action: () => void): () => void {
    const alarm = { atMs: this.#nowMs + milliseconds, action };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  get pending(): number {
    return this.#alarms.length;
  }

  pass(milliseconds: number): void {
    this.#nowMs += milliseconds;
    const due = this.#alarms.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#alarms = this.#alarms.filter((alarm) => !due.includes(alarm));
    for (const { action } of due) action();
  }
}
