/** Part of the guest's memory that a phase writes, one page at each 1/rate seconds. */
export interface PageRegion {
  readonly firstPage: number;
  readonly pages: number;
  readonly ratePagesPerSecond: number;
  readonly pattern: 'sweep' | 'random';
}

export interface PagePhase {
  readonly durationSeconds: number;
  readonly regions: readonly PageRegion[];
}

/** Adjacent pages. */
export interface PageRun {
  readonly firstPage: number;
  readonly pages: number;
}

/** A virtual machine and what runs in it, page by page. */
export interface PageWorkload {
  readonly pages: number;
  /** Runs of pages that hold zeros when the migration begins. */
  readonly zeroRuns: readonly PageRun[];
  /** Repeated for ever. */
  readonly phases: readonly PagePhase[];
}

/** May the guest write this page now? `false` stalls it: the page is not there. */
export type WriteGate = (page: number) => boolean;

interface RegionState {
  readonly region: PageRegion;
  cursor: number;
  nextWriteSeconds: number;
}

/**
 * Runs the workload against a memory of one word a page. Every write computes the new word from the
 * old one, so a page that arrives stale, or not at all, stays wrong for ever after. The same writes
 * go to a twin that never migrates: the truth a destination is compared with.
 */
export class Guest {
  #memory: Uint32Array;
  readonly #twin: Uint32Array;
  readonly #phases: readonly { readonly durationSeconds: number; readonly regions: RegionState[] }[];
  readonly #random: () => number;
  #phase = 0;
  #secondsIntoPhase = 0;
  #writes = 0;

  /** @param random numbers in [0, 1) */
  constructor(workload: PageWorkload, random: () => number) {
    this.#memory = new Uint32Array(workload.pages);
    for (let page = 0; page < workload.pages; page += 1) this.#memory[page] = page + 1;
    for (const { firstPage, pages } of workload.zeroRuns) this.#memory.fill(0, firstPage, firstPage + pages);
    this.#twin = this.#memory.slice();
    this.#random = random;
    this.#phases = workload.phases.map((phase) => ({
      durationSeconds: phase.durationSeconds,
      regions: phase.regions
        .filter((region) => region.ratePagesPerSecond > 0 && region.pages > 0)
        .map((region) => ({ region, cursor: 0, nextWriteSeconds: random() / region.ratePagesPerSecond })),
    }));
  }

  get memory(): Uint32Array {
    return this.#memory;
  }

  /** Pages of `memory` that differ from what the task wrote. */
  wrongPages(memory: Uint32Array): number[] {
    const wrong: number[] = [];
    this.#twin.forEach((word, page) => {
      if (memory[page] !== word) wrong.push(page);
    });
    return wrong;
  }

  /** From now on the guest runs on another host's memory. */
  moveTo(memory: Uint32Array): void {
    this.#memory = memory;
  }

  /**
   * Lets the guest run for so many of its own seconds.
   * @returns the page it stalled at, before writing it, and the seconds it ran until then; `null`: no stall.
   */
  run(seconds: number, mayWrite: WriteGate): { readonly page: number; readonly ranSeconds: number } | null {
    let left = seconds;
    while (true) {
      const phase = this.#phases[this.#phase];
      if (phase === undefined) return null;
      const write = nextWrite(phase.regions);
      const phaseLeft = phase.durationSeconds - this.#secondsIntoPhase;
      const wait = write === null ? Number.POSITIVE_INFINITY : write.nextWriteSeconds;
      if (wait > left && phaseLeft > left) {
        this.#pass(phase.regions, left);
        return null;
      }
      if (phaseLeft <= wait) {
        this.#pass(phase.regions, phaseLeft);
        left -= phaseLeft;
        this.#phase = (this.#phase + 1) % this.#phases.length;
        this.#secondsIntoPhase = 0;
      } else if (write !== null) {
        this.#pass(phase.regions, wait);
        left -= wait;
        const page = write.region.firstPage + write.cursor;
        if (!mayWrite(page)) return { page, ranSeconds: seconds - left };
        this.#write(page);
        write.cursor = this.#nextCursor(write);
        write.nextWriteSeconds = 1 / write.region.ratePagesPerSecond;
      }
    }
  }

  #pass(regions: readonly RegionState[], seconds: number): void {
    this.#secondsIntoPhase += seconds;
    for (const region of regions) region.nextWriteSeconds = Math.max(0, region.nextWriteSeconds - seconds);
  }

  #nextCursor({ region, cursor }: RegionState): number {
    return region.pattern === 'sweep'
      ? (cursor + 1) % region.pages
      : Math.floor(this.#random() * region.pages);
  }

  #write(page: number): void {
    this.#writes += 1;
    for (const memory of [this.#memory, this.#twin]) {
      memory[page] = (Math.imul((memory[page] ?? 0) ^ this.#writes, 0x9e3779b1) | 1) >>> 0;
    }
  }
}

function nextWrite(regions: readonly RegionState[]): RegionState | null {
  let first: RegionState | null = null;
  for (const region of regions) {
    if (first === null || region.nextWriteSeconds < first.nextWriteSeconds) first = region;
  }
  return first;
}
