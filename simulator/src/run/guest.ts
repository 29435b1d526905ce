import { type Logging, WrittenExtent } from '../engine/extent.ts';
import type { Random } from '../engine/random.ts';
import type { ExactRegion } from '../model/dirty-curve.ts';
import type { Accelerator } from '../model/environment.ts';
import { PAGE_BYTES } from '../model/page.ts';
import type { ExactPhase, ExactTask } from './draw.ts';

/** A write region smaller than this is one page. */
const LEAST_PAGES = 1;

/** What a task does at a phase's boundary: the messages its tags send. */
export interface Boundary {
  readonly task: GuestTask;
  readonly left: ExactPhase;
}

interface Writer {
  readonly extent: WrittenExtent;
  /** Page writes per second at full speed. */
  readonly rate: number;
}

/**
 * Entries of TCG's software TLB once it has grown to a small working set: direct-mapped, so that of a range between
 * one and two times as large, the pages that share an entry push each other out and only the others stay.
 * Fitted to qemu-steady: ranges of 256 and 512 pages stay, 1792 and more do not.
 */
const TLB_PAGES = 512;

function writersOf(region: ExactRegion, accelerator: Accelerator, random: Random): readonly Writer[] {
  const pages = Math.max(LEAST_PAGES, region.rangeBytes / PAGE_BYTES);
  const resident =
    accelerator === 'kvm' ? 0 : pages <= TLB_PAGES ? pages : Math.max(0, 2 * TLB_PAGES - pages);
  const writer = (share: number, logging: Logging): Writer => ({
    extent: new WrittenExtent(pages * share, region.pattern, random.uniform() * pages * share, logging),
    rate: region.ratePagesPerSecond * share,
  });
  if (resident === 0) return [writer(1, 'every-epoch')];
  if (resident === pages) return [writer(1, 'once')];
  return [writer(resident / pages, 'once'), writer(1 - resident / pages, 'every-epoch')];
}

/** One task of the guest, walking through its phases. */
export class GuestTask {
  readonly name: string;
  readonly tagged: boolean;
  private readonly task: ExactTask;
  /** The extents that each phase writes, and at which rate. */
  private readonly writers: readonly (readonly Writer[])[];
  private phaseIndex = 0;
  private iteration = 0;
  /** Work left of the current phase, in seconds at full speed. */
  private leftSeconds: number;
  private suspended = false;
  private exited = false;

  constructor(name: string, task: ExactTask, accelerator: Accelerator, random: Random) {
    this.name = name;
    this.task = task;
    this.tagged = task.phases.some((phase) => phase.tag !== null);
    // Visits of the same code share their array of writes (draw.ts), and so their memory.
    const shared = new Map<ExactPhase['writes'], readonly Writer[]>();
    this.writers = task.phases.map(({ writes }) => {
      const known = shared.get(writes);
      if (known) return known;
      const own = writes
        .filter((region) => region.rangeBytes > 0)
        .flatMap((region) => writersOf(region, accelerator, random));
      shared.set(writes, own);
      return own;
    });
    this.leftSeconds = task.phases[0]?.durationSeconds ?? 0;
  }

  get extents(): readonly WrittenExtent[] {
    return [...new Set(this.writers)].flatMap((phase) => phase.map((writer) => writer.extent));
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
    for (const writer of this.writers[this.phaseIndex] ?? []) writer.extent.beginPhase();
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
