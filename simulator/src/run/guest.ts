import { WrittenExtent } from '../engine/extent.ts';
import type { Random } from '../engine/random.ts';
import { PAGE_BYTES } from '../model/page.ts';
import type { ExactPhase, ExactTask } from './draw.ts';

/** A write region smaller than this is one page. */
const LEAST_PAGES = 1;

/** What a task does at a phase's boundary: the messages its tags send. */
export interface Boundary {
  readonly task: GuestTask;
  readonly left: ExactPhase;
}

/** One task of the guest, walking through its phases. */
export class GuestTask {
  readonly name: string;
  readonly tagged: boolean;
  private readonly task: ExactTask;
  /** The extents that each phase writes, and at which rate. */
  private readonly writers: readonly (readonly { extent: WrittenExtent; rate: number }[])[];
  private phaseIndex = 0;
  private iteration = 0;
  /** Work left of the current phase, in seconds at full speed. */
  private leftSeconds: number;
  private suspended = false;
  private exited = false;

  constructor(name: string, task: ExactTask, random: Random) {
    this.name = name;
    this.task = task;
    this.tagged = task.phases.some((phase) => phase.tag !== null);
    this.writers = task.phases.map((phase) =>
      phase.writes
        .filter((region) => region.rangeBytes > 0)
        .map((region) => {
          const pages = Math.max(LEAST_PAGES, region.rangeBytes / PAGE_BYTES);
          const extent = new WrittenExtent(pages, region.pattern, random.uniform() * pages);
          return { extent, rate: region.ratePagesPerSecond };
        }),
    );
    this.leftSeconds = task.phases[0]?.durationSeconds ?? 0;
  }

  get extents(): readonly WrittenExtent[] {
    return this.writers.flatMap((phase) => phase.map((writer) => writer.extent));
  }

  get phase(): ExactPhase | null {
    return this.exited ? null : (this.task.phases[this.phaseIndex] ?? null);
  }

  get isRunning(): boolean {
    return !this.exited && !this.suspended;
  }

  get isSuspended(): boolean {
    return this.suspended;
  }

  /** Seconds until the phase ends at this speed; infinite while the task does not run. */
  secondsLeft(speed: number): number {
    return this.isRunning && speed > 0 ? Math.max(0, this.leftSeconds) / speed : Number.POSITIVE_INFINITY;
  }

  /** Does so many seconds of work, at full speed. */
  work(seconds: number): void {
    if (this.isRunning) this.leftSeconds -= seconds;
  }

  /** Time lost to something the task cannot see. */
  lose(seconds: number): void {
    if (this.isRunning) this.leftSeconds += seconds;
  }

  /** Writes at this share of its full rate from now on. */
  setSpeed(speed: number, nowSeconds: number): void {
    const share = this.isRunning ? speed : 0;
    for (const writer of this.writers[this.phaseIndex] ?? []) {
      writer.extent.setRate(writer.rate * share, nowSeconds);
    }
  }

  /** Ends the current phase and begins the next; the caller sets the speed again. */
  nextPhase(nowSeconds: number): Boundary {
    const left = this.task.phases[this.phaseIndex];
    if (left === undefined) throw new RangeError(`task ${this.name} has no phases`);
    this.setSpeed(0, nowSeconds);
    this.phaseIndex++;
    if (this.phaseIndex === this.task.phases.length) {
      this.phaseIndex = 0;
      this.iteration++;
      this.exited = this.task.iterations > 0 && this.iteration >= this.task.iterations;
    }
    this.leftSeconds = this.phase?.durationSeconds ?? 0;
    return { task: this, left };
  }

  suspend(nowSeconds: number): void {
    this.setSpeed(0, nowSeconds);
    this.suspended = true;
  }

  resume(): void {
    this.suspended = false;
  }
}
