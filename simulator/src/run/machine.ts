import type { GuestControl } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import type { VirtualMachine } from '../model/environment.ts';
import type { ExactTask } from './draw.ts';
import { type Boundary, GuestTask } from './guest.ts';

/** A VM's vCPUs and the tasks they run. Time moves only through `advance`. */
export class Machine implements GuestControl {
  readonly vm: VirtualMachine;
  readonly tasks: readonly GuestTask[];
  /** Task time lost so far to stops, throttling, faults and suspension. */
  lostSeconds = 0;
  suspendedSeconds = 0;
  /** Set once the vCPUs first stop and last run again. */
  stoppedAtSeconds: number | null = null;
  resumedAtSeconds: number | null = null;
  private nowSeconds = 0;
  private stopped = false;
  private throttled = 0;
  private contended = 0;

  constructor(vm: VirtualMachine, tasks: readonly ExactTask[], random: Random) {
    this.vm = vm;
    this.tasks = tasks.map(
      (task, index) => new GuestTask(`task ${index}`, task, vm.accelerator ?? 'kvm', random),
    );
    this.applySpeed();
  }

  /** Share of its full speed at which every running task goes on. */
  get speed(): number {
    return this.stopped ? 0 : (1 - this.throttled) * (1 - this.contended);
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  nextBoundarySeconds(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const task of this.tasks) next = Math.min(next, this.nowSeconds + task.secondsLeft(this.speed));
    return next;
  }

  advance(toSeconds: number): void {
    const elapsed = toSeconds - this.nowSeconds;
    if (elapsed <= 0) return;
    const { speed } = this;
    let working = false;
    for (const task of this.tasks) {
      if (task.isSuspended) this.suspendedSeconds += elapsed;
      if (task.phase !== null) working = true;
      task.work(elapsed * speed);
    }
    if (working)
      this.lostSeconds += this.tasks.some((task) => task.isSuspended) ? elapsed : elapsed * (1 - speed);
    this.nowSeconds = toSeconds;
  }

  /** Phases that end now. `mayEnter` answers a task at the boundary of its next phase; `false` keeps it there. */
  crossBoundaries(mayEnter: (boundary: Boundary) => boolean): void {
    for (const task of this.tasks) {
      if (task.secondsLeft(this.speed) > NO_TIME) continue;
      const boundary = task.nextPhase(this.nowSeconds);
      if (mayEnter(boundary)) task.setSpeed(this.speed, this.nowSeconds);
      else task.suspend(this.nowSeconds);
    }
  }

  resumeTask(task: GuestTask): void {
    task.resume();
    task.setSpeed(this.speed, this.nowSeconds);
  }

  stop(): void {
    this.stopped = true;
    this.stoppedAtSeconds = this.nowSeconds;
    this.applySpeed();
  }

  resume(): void {
    this.stopped = false;
    this.throttled = 0;
    this.resumedAtSeconds = this.nowSeconds;
    this.applySpeed();
  }

  throttle(share: number): void {
    this.throttled = share;
    this.applySpeed();
  }

  /** Share of its time that a task loses to the copying itself. */
  contend(share: number): void {
    this.contended = share;
    this.applySpeed();
  }

  stall(seconds: number): void {
    this.lostSeconds += seconds;
    for (const task of this.tasks) task.lose(seconds);
  }

  private applySpeed(): void {
    for (const task of this.tasks) task.setSpeed(this.speed, this.nowSeconds);
  }
}

/** Shorter than any event: what rounding leaves of a phase that has ended. */
const NO_TIME = 1e-9;
