import type { ContextNode } from '../costs/context-tree.ts';
import { Tally } from '../costs/tally.ts';
import type { Environment } from '../values/environment.ts';
import type { Shape } from '../values/shape.ts';
import type { ByteStore, Thing } from '../values/value.ts';

/** What is written: a container of its own, the objects of one shape, or a context's variables. */
export type Place = Thing | ByteStore | Shape | Environment;

/** Positions further apart than this are a jump, bytes: one page. */
const NEAR_BYTES = 4096;

/** Distinct objects remembered per record. */
const REMEMBERED = 20_000;

/** Writes of one piece of code to one place. */
export class WriteRecord {
  readonly place: Place;
  /** The code that writes. */
  readonly writer: ContextNode;
  /** Nodes at this depth of the tree or deeper began after the place existed: for them it is written in place. */
  readonly level: number;
  readonly storage: 'heap' | 'external';
  readonly boxed: boolean;
  readonly writes = new Tally();
  /** Bytes of fresh objects that the writes made reachable from the place. */
  readonly stored = new Tally();
  /** Of these, bytes of large objects. */
  readonly storedLarge = new Tally();
  /** Bytes by which it grew. */
  readonly grown = new Tally();
  /** Bytes that were taken out of it. */
  readonly freed = new Tally();
  /** Bytes of the block that holds its entries, when what is added makes a new one now and then. */
  renewedBytes = 0;
  samples = 0;
  /** Written by library functions that run over a stretch of it at once. */
  swept = false;
  near = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Typical distance between neighbouring writes. */
  strideSum = 0;
  /** The shortest step from one write to the next: the stride of a sweep, also of one that is sampled. */
  leastStep = Number.POSITIVE_INFINITY;
  width = 8;
  /** Bytes one written object occupies, for places that are shapes. */
  objectBytes = 0;
  readonly distinct = new Set<number>();
  /** Distinct slots of small objects: each keeps alive what was stored in it last. */
  readonly slots = new Set<number>();
  /** Real objects that the distinct ones seen stand for. */
  objects = 0;
  /** Executions of the code at `level` that wrote. */
  executions = 0;
  #execution = Number.NaN;
  #makerRun = Number.NaN;
  #makerRunWeight = 1;
  #makerRuns = 0;
  /** As `objects`, of the latest run of the maker and of the one that wrote to most of them. */
  #objectsOfRun = 0;
  #mostOfRun = 0;
  #outlasts = false;
  #last = Number.NaN;
  #step = Number.NaN;
  #leaps = 0;

  constructor(
    place: Place,
    writer: ContextNode,
    level: number,
    storage: 'heap' | 'external',
    boxed: boolean,
  ) {
    this.place = place;
    this.writer = writer;
    this.level = level;
    this.storage = storage;
    this.boxed = boxed;
  }

  /**
   * One write of `width` bytes at `position`, bytes from the place's start. `leaps`: how often iterations have been passed over so far; a step from before
   * to after is near if it goes on in the direction of the last one, as a sweep does.
   */
  sample(position: number, width: number, leaps: number, standsFor = 1): void {
    this.width = width;
    const step = position - this.#last;
    if (this.samples > 0) {
      const distance = Math.abs(step);
      const goesOn = leaps === this.#leaps ? step === this.#step : step * this.#step > 0;
      if (distance <= NEAR_BYTES || goesOn) this.near++;
      this.strideSum += Math.min(distance, NEAR_BYTES * 16);
      if (distance > 0 && distance < this.leastStep) this.leastStep = distance;
    }
    this.samples++;
    this.#step = step;
    this.#leaps = leaps;
    this.#last = position;
    if (position < this.min) this.min = position;
    if (position + width > this.max) this.max = position + width;
    if (this.distinct.size < REMEMBERED && !this.distinct.has(position)) {
      this.distinct.add(position);
      this.objects += standsFor;
      this.#objectsOfRun += standsFor / this.#makerRunWeight;
      this.#mostOfRun = Math.max(this.#mostOfRun, this.#objectsOfRun);
    }
  }

  noteRenewal(bytes: number): void {
    this.renewedBytes = Math.max(this.renewedBytes, bytes);
  }

  /** Another write of the execution at `level` that began at this birth number. */
  noteExecution(since: number): void {
    if (since === this.#execution) return;
    this.#execution = since;
    this.executions++;
  }

  /** Something born then is written in the run of the maker that began at `since` and stands for so many. */
  noteMakerRun(born: number, since: number, standsFor: number): void {
    this.#outlasts ||= born < since;
    if (since === this.#makerRun) return;
    this.#makerRun = since;
    this.#makerRunWeight = Math.max(1, standsFor);
    this.#makerRuns += this.#makerRunWeight;
    this.#objectsOfRun = 0;
  }

  /**
   * Runs of the maker that what is written comes from, where each makes its own: what those before it have made is garbage. 1: later ones find what
   * earlier ones made.
   */
  get generations(): number {
    return this.#outlasts ? 1 : Math.max(1, this.#makerRuns);
  }

  /** Real objects that are written and there at one time. */
  get objectsAtATime(): number {
    return this.#outlasts ? this.objects : this.#mostOfRun;
  }

  noteSlot(slot: number): void {
    if (this.slots.size < REMEMBERED) this.slots.add(slot);
  }

  /** The code that was running when the place was made. */
  get maker(): ContextNode {
    let node = this.writer;
    while (node.depth >= this.level && node.parent) node = node.parent;
    return node;
  }

  get isSweep(): boolean {
    return this.samples < 3 || this.near >= 0.6 * (this.samples - 1);
  }
}
