import { add, NOTHING, type Quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import type { RecurringCall } from '../calls/recurring-call.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import type { Value } from '../values/value.ts';
import { OpenEvent } from './open-event.ts';

/** What a timer runs, and when. */
export interface TimerSettings {
  readonly delay: Quantity;
  /** The source does not say how long the delay is. */
  readonly isGuess: boolean;
  /** A listener's one run stands for all of its events. */
  readonly kind: 'once' | 'interval' | 'listener';
  /** The program's function; `null`: a library's. */
  readonly called: Site | null;
  readonly run: () => void;
  readonly holds: readonly Value[];
  /** Executions that it stands for. */
  readonly weight: number;
}

interface Timer extends TimerSettings {
  readonly id: number;
  readonly at: Quantity;
  /** Timers of the same function that were set one by the other before this one. */
  readonly generation: number;
  /** The event that set it. */
  readonly origin: ContextNode | null;
  /** The same of `EventLoop.open`. */
  readonly open: OpenEvent | null;
}

/** What is left to do, what it holds until then, and how many it stands for. */
export interface Waiting {
  readonly run: () => void;
  readonly holds: readonly Value[];
  readonly weight: number;
}

interface Task extends Waiting {
  readonly origin: ContextNode | null;
  readonly open: OpenEvent | null;
}

/** How often a repeating timer runs before it counts as endless. */
const REPETITIONS = 2;
/** A timer that set itself so often, or as often as steps are left for, sets itself for ever. */
const MOST_GENERATIONS = 1000;

/** What the loop needs of the machine whose program it runs. */
export interface LoopHost {
  readonly exhausted: boolean;
  /** Things born so far. */
  readonly births: number;
  /** Where the calls of a function by the event loop are accounted for. */
  eventOf(called: Site): ContextNode;
  /** Runs `task` as a part of the event; `null`: as one of its own. */
  runAsPartOf(event: ContextNode | null, task: () => void): void;
}

/** Timers and what runs later, on a virtual clock that only waits advance. */
export class EventLoop {
  /** Seconds waited since the start, weights included. */
  clock: Quantity = NOTHING;
  /** The recurring event whose code runs, or code that it left to run later; `null`: none. */
  origin: ContextNode | null = null;
  /** The event that runs and that others may come before, in any order; `null`: none does, all is as it has to come. */
  open: OpenEvent | null = null;
  readonly #host: LoopHost;
  readonly #microtasks: Task[] = [];
  readonly #timers: Timer[] = [];
  readonly #repetitions = new Map<number, number>();
  #nextId = 1;
  #running: Timer | null = null;
  /** What repeats until it is stopped: intervals by their numbers, servers, streams. */
  readonly #repeating = new Map<unknown, RecurringCall[]>();

  constructor(host: LoopHost) {
    this.#host = host;
  }

  /** `births` when that event began. */
  get began(): number | null {
    return this.open?.began ?? null;
  }

  get endless(): boolean {
    return this.#repeating.size > 0;
  }

  get recurringCalls(): readonly RecurringCall[] {
    return [...this.#repeating.values()].flat();
  }

  isKeptAliveBy(one: unknown): boolean {
    return this.#repeating.has(one);
  }

  keepAlive(by: unknown, call: RecurringCall | null = null): void {
    const calls = this.#repeating.get(by) ?? [];
    if (call) calls.push(call);
    this.#repeating.set(by, calls);
  }

  release(by: unknown): void {
    this.#repeating.delete(by);
  }

  soon(waiting: Waiting): void {
    this.#microtasks.push({ ...waiting, origin: this.origin, open: this.open });
  }

  later(settings: TimerSettings): number {
    const id = this.#nextId++;
    const { called, delay } = settings;
    const before = this.#running;
    const setsItself = before?.kind === 'once' && called !== null && called === before.called;
    const generation = setsItself ? before.generation + 1 : 0;
    const timer: Timer = {
      ...settings,
      id,
      generation,
      at: add(this.clock, delay),
      // Each call of a timer that sets itself is an event of its own.
      origin: setsItself ? null : this.origin,
      open: this.open,
    };
    if (generation > 0 && (generation >= MOST_GENERATIONS || this.#host.exhausted))
      this.#goesOn(timer, 'pause');
    else this.#timers.push(timer);
    return id;
  }

  cancel(id: number): void {
    this.release(id);
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  /** All that is left to run. */
  get waiting(): readonly Waiting[] {
    return [...this.#microtasks, ...this.#timers];
  }

  runMicrotasks(): void {
    for (let task = this.#microtasks.shift(); task; task = this.#microtasks.shift())
      this.#run(task, task.origin, task.open);
  }

  /** Runs `work` as an event that may come at any time. */
  asEvent<T>(work: () => T): T {
    const outer = this.open;
    this.open = new OpenEvent(this.#host.births);
    try {
      return work();
    } finally {
      this.open = outer;
    }
  }

  /** Runs what is due until `done`, or nothing is left to run before `end`, in seconds of the clock; true when `done`. */
  runUntil(done: () => boolean, end = Number.POSITIVE_INFINITY): boolean {
    for (;;) {
      this.runMicrotasks();
      if (done()) return true;
      const timer = this.#takeNext(end);
      if (!timer) return false;
      this.advanceTo(timer.at);
      const outer = this.#running;
      this.#running = timer;
      try {
        const event = this.#eventOf(timer);
        const isOpen = event !== null || timer.open !== null;
        this.#run(timer, event, isOpen ? new OpenEvent(this.#host.births) : null);
      } finally {
        this.#running = outer;
      }
    }
  }

  /** The recurring event that a timer's run is one of. */
  #eventOf({ kind, generation, called, origin }: Timer): ContextNode | null {
    const recurs = kind !== 'once' || generation > 0;
    return origin ?? (recurs && called ? this.#host.eventOf(called) : null);
  }

  /** What a task leaves to run later is part of the same event. */
  #run({ run, origin }: Task, event: ContextNode | null, open: OpenEvent | null): void {
    const outer = { origin: this.origin, open: this.open };
    this.origin = event;
    this.open = open;
    try {
      this.#host.runAsPartOf(origin, run);
    } finally {
      Object.assign(this, outer);
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

  #takeNext(end: number): Timer | undefined {
    let best = -1;
    for (const [index, timer] of this.#timers.entries())
      if (timer.at.likely <= end && (best < 0 || timer.at.likely < (this.#timers[best]?.at.likely ?? 0)))
        best = index;
    const [timer] = best < 0 ? [] : this.#timers.splice(best, 1);
    if (timer?.kind === 'interval') {
      const ran = (this.#repetitions.get(timer.id) ?? 0) + 1;
      this.#repetitions.set(timer.id, ran);
      if (ran < REPETITIONS) this.#timers.push({ ...timer, at: add(timer.at, timer.delay) });
      else this.#goesOn(timer, 'period');
    }
    return timer;
  }

  #goesOn({ id, called, delay, isGuess, origin }: Timer, kind: 'period' | 'pause'): void {
    const rhythm = isGuess ? ({ kind: 'arrivals' } as const) : { kind, seconds: delay };
    this.keepAlive(id, called && origin === null ? { called, rhythm } : null);
  }
}
