import type { Estimate } from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analyzer.ts';
import {
  isFlat,
  largestSemiSpaceBytes,
  leastSurvivingBytes,
  SMALLEST_SEMI_SPACE_BYTES,
  STARTUP_SURVIVING_BYTES,
  WARM_UP_SECONDS,
} from './v8-heap.ts';

/** What happens in the young generation while a call repeats. Bytes, bytes per second. */
export interface YoungLoad {
  readonly allocationBytesPerSecond: Estimate;
  /** Of objects over 128 KiB. */
  readonly largeBytesPerSecond: Estimate;
  /** Of those, of objects that are alive for some time. */
  readonly lastingLargeBytesPerSecond: Estimate;
  /** Alive at one time. */
  readonly liveBytes: Estimate;
  /** Of objects over 128 KiB. */
  readonly liveLargeBytes: Estimate;
  /** Calls and loops inside one another. */
  readonly levels: number;
  /** Bytes per second known to outlive a scavenge, whatever is alive at one time. */
  readonly survivingBytesPerSecond: Estimate;
}

/** The same, one value each. */
type LoadAt = Readonly<Record<keyof YoungLoad, number>>;

/**
 * Bytes allocated between two scavenges. What one has copied takes the rest of the semi-space until the next promotes it: with more alive than half of a
 * semi-space, half of it is all there is. Rows of survivors-programs.csv: "jetstream doxbee-promise", "air" and "ray-tracer-ts projectile" allocate
 * 11.1 to 14 MB between two scavenges of full semi-spaces and copy the rest of 17 MB.
 */
export const scavengedEvery = (liveBytes: number, levels: number, semiSpaceBytes: number): number =>
  Math.max(semiSpaceBytes - liveBytes - leastSurvivingBytes(levels), semiSpaceBytes / 2);

/**
 * The semi-space after `seconds` of running. V8 `Heap::CheckNewSpaceExpansionCriteria`: a semi-space doubles once the bytes that
 * survived scavenges since it last did exceed it, at first those of the program's start too; so it takes `capacity / survivors per second`
 * seconds to leave a size.
 */
const capacityAfter = (seconds: number, load: LoadAt, survivedBefore: number, largest: number): number => {
  let capacity = SMALLEST_SEMI_SPACE_BYTES;
  let remaining = seconds;
  let survived = survivedBefore;
  while (capacity < largest) {
    remaining -= Math.max(0, capacity - survived) / survivorsPerSecond(load, capacity);
    if (remaining < 0) break;
    capacity *= 2;
    survived = 0;
  }
  return Math.min(capacity, largest);
};

/** Fewer than one byte is none that anybody would see, and factors of it say nothing. */
const FEWEST_SURVIVORS_PER_SECOND = 1;

/**
 * Bytes per second that scavenges find alive. A large object is promoted by the first that finds it alive and counts as a survivor then, once (V8
 * `Scavenger::HandleLargeObject`); young ones together fill as much as a semi-space holds before a scavenge comes (`NewLargeObjectSpace`).
 */
const survivorsPerSecond = (load: LoadAt, capacity: number): number => {
  const { allocationBytesPerSecond: young, largeBytesPerSecond: large } = load;
  const scavenges = (young + large) / scavengedEvery(load.liveBytes, load.levels, capacity);
  const small = Math.min(scavenges * (load.liveBytes + leastSurvivingBytes(load.levels)), young);
  const promoted = Math.min(scavenges * load.liveLargeBytes, load.lastingLargeBytesPerSecond);
  return Math.max(Math.max(small, load.survivingBytesPerSecond) + promoted, FEWEST_SURVIVORS_PER_SECOND);
};

/**
 * How much earlier or later than at `WARM_UP_SECONDS` the process may be observed: one doubling each way costs four times as long. Two
 * measurements of one program differ by a doubling: "awfy Bounce" and "Sieve" in pages-programs.csv and pages-reproduced-programs.csv.
 */
const WARM_UP_DOUBT = 4;

/**
 * How far off the bytes are that the run finds alive, besides what its own bounds say: e to the root mean square of the logarithms, 1.4, over the 58
 * programs of survivors-programs.csv (server/test/data) whose duration is told within 3x.
 */
const ALIVE_DOUBT = 4;

/**
 * Bytes of one semi-space while the call repeats, after warm-up. How much is allocated, how much of it is alive and when the process is observed are
 * off independently of one another: as factors of the time that it takes to leave a size, they add in quadrature.
 */
export const semiSpaceBytes = (load: YoungLoad, runtime: RuntimeSettings): Estimate => {
  const largest = largestSemiSpaceBytes(runtime);
  const likely = loadAt(load, 'likely', 'likely');
  const timesOff = (off: LoadAt): number =>
    survivorsPerSecond(off, SMALLEST_SEMI_SPACE_BYTES) /
    survivorsPerSecond(likely, SMALLEST_SEMI_SPACE_BYTES);
  const doubtAt = (bound: keyof Estimate): number =>
    Math.exp(
      Math.hypot(
        Math.log(timesOff(loadAt(load, bound, 'likely'))),
        Math.log(timesOff(loadAt(load, 'likely', bound))),
        Math.log(WARM_UP_DOUBT),
        Math.log(ALIVE_DOUBT),
      ),
    );
  const after = (seconds: number, bound: keyof Estimate): number =>
    capacityAfter(seconds, likely, STARTUP_SURVIVING_BYTES[bound], largest);
  return {
    low: after(WARM_UP_SECONDS / doubtAt('low'), 'low'),
    likely: after(WARM_UP_SECONDS, 'likely'),
    high: after(WARM_UP_SECONDS * doubtAt('high'), 'high'),
  };
};

const loadAt = (load: YoungLoad, allocated: keyof Estimate, alive: keyof Estimate): LoadAt => ({
  allocationBytesPerSecond: load.allocationBytesPerSecond[allocated],
  largeBytesPerSecond: load.largeBytesPerSecond[allocated],
  lastingLargeBytesPerSecond: load.lastingLargeBytesPerSecond[alive],
  liveBytes: load.liveBytes[alive],
  liveLargeBytes: load.liveLargeBytes[alive],
  levels: load.levels,
  survivingBytesPerSecond: load.survivingBytesPerSecond[alive],
});

/** Share of the allocated bytes that a scavenge copies at least once: those younger than what is alive. */
export const copiedShare = (liveBytes: number, levels: number, semiSpace: number): number =>
  Math.min((liveBytes + leastSurvivingBytes(levels)) / scavengedEvery(liveBytes, levels, semiSpace), 1);

/** What is alive at one time, of the bytes allocated between two scavenges. */
export const aliveShare = (liveBytes: number, levels: number, semiSpace: number): number =>
  liveBytes / scavengedEvery(liveBytes, levels, semiSpace);

/** With this share alive, half as much of it is promoted as with ever more. Reconstruction. */
const PROMOTED_BY_HALF = 0.15;

/**
 * Share of the allocated bytes that reaches old space: an object is promoted by the second scavenge it sees (V8 `Scavenger`, age mark). In the order of their birth,
 * as in a ring, those do that are alive after a scavenge's time: taken for flat code. What deeper code holds until its calls end mostly outlives two if it
 * outlives one: rows of promoted-programs.csv with 0.3 to 2 times as much alive as is allocated between two scavenges have 0.34 to 0.61 of it promoted, seven of nine;
 * with less than a twentieth, none or next to none in 12 of 20.
 */
export const promotedShare = (liveBytes: number, levels: number, semiSpace: number): number => {
  const alive = aliveShare(liveBytes, levels, semiSpace);
  const inOrder = Math.max(alive - 1, 0);
  if (isFlat(levels)) return Math.min(inOrder, 1);
  const together = ((alive / 2) * alive ** 2) / (alive ** 2 + PROMOTED_BY_HALF ** 2);
  return Math.min(Math.max(together, inOrder), 1);
};
