import type { Message } from '@migration-tags/simulator';
import type { Quantity } from '../effects/quantity.ts';

/** Memory that is overwritten in place: what exists before the entity runs, and large blocks that it makes and rewrites. */
export interface InPlaceRegion {
  /** For people: ``\`grid\` (line 12)``. */
  readonly place: Message;
  /** On the JS heap, or a backing store outside it. */
  readonly storage: 'heap' | 'external';
  /** Distinct bytes written over ever so many calls: the region's whole range. */
  readonly rangeBytes: Quantity;
  /** Bytes that one call writes on the mean of all, pass after pass: more than `rangeBytes` when it sweeps more than once. */
  readonly bytesPerCall: Quantity;
  /** Writes of one call: for `random`, how many uniformly random places it hits. */
  readonly writesPerCall: Quantity;
  /** Of the calls, how many write there at all: less than 1 where each has a place of its own, as an array that it is handed. */
  readonly shareOfCalls: number;
  readonly pattern: 'sweep' | 'random';
  /** The writes go to boxes of doubles (16 B each) rather than to the objects themselves. */
  readonly boxedDoubles: boolean;
}

/** What one execution of an entity does in steady state (called over and over, warmed up, callees included). */
export interface WriteSummary {
  /** Waits included, without what the collector takes. */
  readonly durationSeconds: Quantity;
  /** Part of the duration spent waiting. */
  readonly waitSeconds: Quantity;
  readonly inPlace: readonly InPlaceRegion[];
  /** Bytes allocated in the young generation by one call, after escape analysis, survivors included. */
  readonly youngBytesPerCall: Quantity;
  /** Of these, bytes still reachable when a scavenge comes (rings, caches, live structures), per call. */
  readonly survivingBytesPerCall: Quantity;
  /** Young objects alive at one time, in the mean over what is allocated: what a scavenge finds; decides whether a semi-space grows. */
  readonly liveYoungBytes: Quantity;
  /** The same of objects over 128 KiB. */
  readonly liveLargeBytes: Quantity;
  /** Large objects that a call makes and that are alive for some time: a scavenge promotes each of them once at the most. */
  readonly lastingLargeBytesPerCall: Quantity;
  /** Bytes one call adds for good (retained growth); reaches old space. */
  readonly retainedBytesPerCall: Quantity;
  /** Retained bytes are dropped and grown again after that many bytes; `null`: they never are. */
  readonly retainedUntilBytes: Quantity | null;
  /** Places that grow by a call of which nobody knows how often it is made before they are dropped, for people. */
  readonly growsUnseen: readonly Message[];
  /** Objects over 128 KiB allocated per call on the JS heap (large-object space). */
  readonly largeBytesPerCall: Quantity;
  /** Memory outside the heap allocated per call: buffers, typed arrays, native buffers. Freed by collections only. */
  readonly externalBytesPerCall: Quantity;
  /** The size of one such external block (allocator behaviour depends on it). */
  readonly externalBlockBytes: Quantity | null;
  /** Calls and loops inside one another, itself included: how many guesses the estimate goes through. */
  readonly levels: number;
  /** 0: a guess, 1: certain. */
  readonly confidence: number;
}
