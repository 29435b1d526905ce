import type { GuestControl } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import type { VirtualMachine } from '../model/environment.ts';
import type { ExactTask } from './draw.ts';
import { type Boundary, GuestTask } from './guest.ts';

/** A VM's vCPUs and the tasks they run. It catches up with the clock whenever its speed changes or a phase ends. */
export class Machine implements GuestControl {
  readonly vm: VirtualMachine;
  readonly tasks: readonly GuestTask[];
  /** Task time lost so far to stops, throttling, faults and suspension. */
  lostSeconds = 0;
  suspendedSeconds = 0;
  /** Set once the vCPUs first stop and last run again. */
  stoppedAtSeconds: number | null = null;
  resumedAtSeconds: number | null = null;
  private readonly now: () => number;
  /** Up to when the tasks have worked. */
  private atSeconds = 0;
  private stopped = false;
  private throttled = 0;
  private contended = 0;

  constructor(vm: VirtualMachine, tasks: readonly ExactTask[], random: Random, now: () => number) {
    this.vm = vm;
    this.now = now;
    this.tasks = tasks.map(
      (task, index) => new GuestTask(`task ${index}`, task, vm.accelerator ?? 'kvm', random),
    );
    for (const task of this.tasks) task.setSpeed(this.speed, 0);
  }

  /** Share of its full speed at which every running task goes on. */
  get speed(): number {
    return this.stopped ? 0 : (1 - this.throttled) * (1 - this.contended);
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  nextBoundarySeconds(): number {
    const { speed } = this;
    let next = Number.POSITIVE_INFINITY;
    for (const task of this.tasks) next = Math.min(next, this.atSeconds + task.secondsLeft(speed));
    return next;
  }

  /** Lets the tasks work up to now. */
  catchUp(): void {
    const elapsed = this.now() - this.atSeconds;
    if (elapsed <= 0) return;
    const { speed } = this;
    let working = false;
    let suspended = false;
    for (const task of this.tasks) {
      if (task.phase !== null) working = true;
      if (task.isSuspended) suspended = true;
      task.work(elapsed * speed);
    }
    if (suspended) this.suspendedSeconds += elapsed;
    if (working) this.lostSeconds += suspended ? elapsed : elapsed * (1 - speed);
    this.atSeconds = this.now();
  }

  /** Phases that end now. `mayEnter` answers a task at the boundary of its next phase; `false` keeps it there. */
  crossBoundaries(mayEnter: (boundary: Boundary) => boolean): void {
    this.catchUp();
    for (const task of this.tasks) {
      if (task.secondsLeft(this.speed) > NO_TIME) continue;
      const boundary = task.nextPhase(this.atSeconds);
      if (mayEnter(boundary)) task.setSpeed(this.speed, this.atSeconds);
      else task.suspend(this.atSeconds);
    }
  }

  resumeTask(task: GuestTask): void {
    this.catchUp();
    task.resume();
    task.setSpeed(this.speed, this.atSeconds);
  }

  stop(): void {
    this.changeSpeed(() => {
      this.stopped = true;
    });
    this.stoppedAtSeconds = this.atSeconds;
  }

  resume(): void {
    this.changeSpeed(() => {
      this.stopped = false;
      this.throttled = 0;
      this.contended = 0;
    });
    this.resumedAtSeconds = this.atSeconds;
  }

  throttle(share: number): void {
    if (share === this.throttled) return;
    this.changeSpeed(() => {
      this.throttled = share;
    });
  }

  /** Share of its time that a task loses to the copying itself. */
  contend(share: number): void {
    if (share === this.contended) return;
    this.changeSpeed(() => {
      this.contended = share;
    });
  }

  stall(seconds: number): void {
    this.catchUp();
    this.lostSeconds += seconds;
    for (const task of this.tasks) task.lose(seconds);
  }

  private changeSpeed(change: () => void): void {
    this.catchUp();
    change();
    for (const task of this.tasks) task.setSpeed(this.speed, this.atSeconds);
  }
}

/** Shorter than any event: what rounding leaves of a phase that has ended. */
const NO_TIME = 1e-9;
