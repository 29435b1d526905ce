import type { RuntimeSettings } from '../analyzer.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * The constants of V8's heap that decide how many pages a process writes. "Row" names a line of pages-micro.csv
 * (server/test/data), "V8" a definition in its source, version 11.3 where not said otherwise.
 */

/** The smallest semi-space: V8 `Heap::kMinSemiSpaceSize`, 512 KiB x pointer multiplier 2. Rows with 570 pages: 2 x 1 MiB. */
export const SMALLEST_SEMI_SPACE_BYTES = MiB;

/**
 * The largest semi-space when no flag says otherwise: V8 `Heap::kMaxSemiSpaceSize`, 8 MiB x pointer multiplier 2, unchanged
 * in the V8 of Node 18 (10.2) to 24 (13.6). Rows with 8,240 to 8,390 pages: 2 x 16 MiB. From Node 22 on (V8 12.4) a memory
 * limit under 2 GiB makes it smaller; the virtual machine's 4 GiB default is above.
 */
const DEFAULT_LARGEST_SEMI_SPACE_BYTES: Readonly<Record<RuntimeSettings['name'], number>> = {
  node18: 16 * MiB,
  node20: 16 * MiB,
  node22: 16 * MiB,
  node24: 16 * MiB,
};

/** Bytes; `--max-semi-space-size` wins. Rows with `--max-semi-space-size` 1 to 64: 650 to 32,962 pages. */
export const largestSemiSpaceBytes = (runtime: RuntimeSettings): number =>
  runtime.maxSemiSpaceMiB === null
    ? DEFAULT_LARGEST_SEMI_SPACE_BYTES[runtime.name]
    : Math.max(runtime.maxSemiSpaceMiB * MiB, SMALLEST_SEMI_SPACE_BYTES);

/**
 * Outside the heap, backing stores of young objects trigger a scavenge when they reach 2 x `Heap::kMaxSemiSpaceSize`:
 * V8 `Heap::AllocateExternalBackingStore`. Rows "Buffer.from(64KB)" and "crypto.randomBytes 64KB": 33 and 34 MB per scavenge.
 */
export const EXTERNAL_BYTES_PER_SCAVENGE = 32 * MiB;

/**
 * Bytes that survive any scavenge besides the entity's own: handles, stack roots, what the runtime itself keeps young. Fitted to the
 * rows whose garbage dies at once: "closures: map/filter/reduce" stays at 1 MiB (under 230 B), "async/await loop" does not (over 205 B).
 */
const LEAST_SURVIVING_BYTES = 220;

/** Levels of calls and loops in those rows, and in all of pages-micro.csv; the entity itself is one. */
const LEVELS_OF_LEAST = 4;

/** Whether next to nothing is held by calls that go on: what is alive is what collections hold. */
export const isFlat = (levels: number): boolean => levels <= LEVELS_OF_LEAST;

/**
 * Each level of calls and loops beyond has temporaries of its own alive when the collector comes. Calibrated to pages-programs.csv: "awfy
 * Bounce", 7 levels, leaves 1 MiB at 214 MB/s. What really survives where nothing is kept (survivors-programs.csv) is 40 to 1,500 B and grows more slowly
 * with the levels; pages of all sets together fit no better with that.
 */
export const leastSurvivingBytes = (levels: number): number =>
  LEAST_SURVIVING_BYTES * Math.max(1, levels - LEVELS_OF_LEAST + 1);

/**
 * Bytes of a program's start that have outlived scavenges before an entity runs over and over; what is promoted counts twice, once when it is
 * copied. Low: Node with one plain file (64 KB alive), the rows of pages-micro.csv that stay at 1 MiB. Likely: Node with a few modules
 * loaded, 0.53 MB alive at the first scavenge and 0.22 MB more at the second, as in every row of pages-unseen-programs.csv, where those that leave no
 * survivors of their own stand at 2 MiB. High: a program that has read 5 MB of data (row "related").
 */
export const STARTUP_SURVIVING_BYTES = { low: 0.13e6, likely: 1.28e6, high: 3.4e6 } as const;

/**
 * How long a process has run when windows of 100 ms are counted, as its semi-spaces keep doubling: `npm run measure` (scripts/measure-pages/measure.ts) lets
 * it run for 2 s, then for 0.2 s, then through 20 windows of 10 ms; half of the 11 windows of 100 ms are over after 2.95 s.
 */
export const WARM_UP_SECONDS = 3;

/** A scavenge itself writes page headers, marking bits and its worklists: rows with 1 MiB semi-spaces, 565 to 575 pages − 512 − 15. */
export const PAGES_PER_SCAVENGE = 40;

/**
 * Copying one surviving byte costs so much time: row "retained ring of 10k" with 1, 2, 4 and 8 MiB semi-spaces against the default (2.4, 1.4, 0.4 and 0.2 ms
 * more for scavenges of 400 KB, one each time that the rest of a semi-space is full), row "ring of 500k" (7.4 ms for 2 MB copied, then promoted).
 */
export const SECONDS_PER_COPIED_BYTE = 2e-9;

/**
 * A large object is fresh memory from the kernel each time: faulting its pages in and clearing them costs so much a byte. Row
 * "new Float64Array(1MB) per iteration" against "sequential fill 1 MB": 0.53 ms a MiB; row "array push smi" likewise.
 */
export const SECONDS_PER_LARGE_BYTE = 0.5e-9;

/**
 * Young large objects that are mapped at a time, at the most: so many bytes and this share of a semi-space. Rows "kostya base64" and "sunspider access-nsieve", semi-spaces of
 * 1 MiB: 1.3 and 1 MB. `npm run measure`, arrays of 0.24 and 0.8 MB beside young objects that keep semi-spaces of 16 MiB: 2.7 to 7 MB, of 1 MiB: 0.8.
 */
export const MAPPED_LARGE_SHARE = 0.2;
export const MAPPED_LARGE_BYTES = { low: 0.3 * MiB, likely: 1.2 * MiB, high: 9.6 * MiB } as const;

/**
 * Old space grows to several times its live bytes before a mark-compact sweeps it: V8 `MemoryController::GrowingFactor`, 1.3 to 4.
 * Row "ring of 500k": 20 MB live, plateau 144 MB with 32 MB of young generation.
 */
export const OLD_SPACE_HEADROOM = { low: 1.3, likely: 4, high: 6 } as const;

/** By so much it grows at the least, and by a semi-space besides: V8 `MemoryController::MinimumAllocationLimitGrowingStep`, `BoundAllocationLimit`. */
export const LEAST_OLD_SPACE_GROWTH_BYTES = 8 * MiB;

/**
 * Pages written for each that is filled with promoted objects that die again: they also go to gaps in others, and are swept and moved together. Of
 * what grows and is dropped as a whole it is one (row "retained growth"). Pages counted by V8's page headers (`MemoryChunk`) against the bytes that it
 * told as promoted: "jetstream air" 3.3, "doxbee-promise" 2.0, "doxbee-async" 1.5, "sync-file-system" 1.4, "ray-tracer-ts projectile" 0.7;
 * rows "ring of 500k" 1.3 to 2.8.
 */
export const PAGES_PER_CHURNED_PAGE = { low: 1, likely: 1.5, high: 3 } as const;

/** The old generation's limit on a machine of 4 GiB or more: V8 `Heap::HeapSizeFromPhysicalMemory`, 2 GiB x pointer multiplier 2 / 2. */
export const OLD_GENERATION_LIMIT_BYTES = 2048 * MiB;

/** Waking up from a wait writes the event loop's and the stack's pages: rows "idle: await setTimeout(50) loop" (60 pages, 2 wakes) and "Atomics.wait". */
export const PAGES_PER_WAKE = { low: 5, likely: 22, high: 35 } as const;

/** Distinct pages that waking up writes however often: row "idle: await setTimeout(50) loop", 1 s. */
export const WAKE_RANGE_PAGES = { low: 20, likely: 52, high: 110 } as const;
