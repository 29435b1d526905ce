import { BYTES } from '../costs/operation-costs.ts';
import { NEIGHBOURS } from '../values/shape.ts';
import { ArrayThing, BytesThing, type MapThing, Thing, type Value } from '../values/value.ts';
import { likelyLength } from './bytes.ts';
import { tableBytes } from './hash-tables.ts';
import { ownBytes } from './heap.ts';
import { waitNanoseconds } from './memory-latency.ts';

/** Memory moves by lines of the caches. */
const LINE_BYTES = 64;

/** What was touched less than so many lines ago is near: the nearest cache of the measured machine, 32 KiB. */
const NEAR_BYTES = 32 * 1024;
const NEAR_LINES = NEAR_BYTES / LINE_BYTES;

/** Steps of so many lines are fetched ahead: a processor does so within a page. */
const LONGEST_STEP_LINES = 32;

/** Lists of so many bytes are as near as their first line. */
const SHORT_LIST_BYTES = 1024;

/** Lines remembered of a list. */
const MOST_LINES = 4096;

/** A look-up waits for a bucket, an entry, often another entry: rows "Map of numbers read at random" over "objects linked in random order". */
const WAITS_A_LOOK_UP = 1.5;

/** How a thing that stands for many was come by last: which of the many it is changes with that. */
export interface Reached {
  readonly from: Thing;
  readonly key: Value;
  /** How many real things it is one of. */
  readonly among: number;
  /** Counts up over all such changes. */
  readonly change: number;
  /** Of such reads, the share that go on where the last one was. */
  readonly nearShare: number;
  /** Not touched since. */
  isNew: boolean;
}

/**
 * How far away memory is, by reuse distances (Mattson, Gecsei, Slutz, Traiger, IBM Systems Journal 9(2), 1970): a clock counts the lines that are brought near, fresh
 * ones and those that were far away, and what was touched long ago by that clock has left the caches. A thing that stands for
 * many was touched as long ago as it takes to go through all of them.
 */
export class MemoryReach {
  /** Lines brought near so far. */
  now = 0;
  #changes = 0;

  /** Fresh memory is near. */
  make(bytes: number): void {
    this.now += Math.ceil(bytes / LINE_BYTES);
  }

  /** Nanoseconds that reading or writing a field of it waits. */
  touch(thing: Thing): number {
    const { reached } = thing;
    const lines = this.now - thing.touchedAt;
    thing.touchedAt = this.now;
    if (reached?.isNew) {
      reached.isNew = false;
      this.#bringNear(thing);
      return (1 - reached.nearShare) * waitNanoseconds(reached.among * ownBytes(thing), thing.order);
    }
    if (lines <= NEAR_LINES) return 0;
    this.#bringNear(thing);
    const { shape, ordinal } = thing;
    const isNext = Math.abs(ordinal - shape.latestFar) <= NEIGHBOURS;
    shape.latestFar = ordinal;
    return isNext ? 0 : waitNanoseconds(lines * LINE_BYTES, thing.order);
  }

  #bringNear(thing: Thing): void {
    const isList = thing instanceof ArrayThing || thing instanceof BytesThing;
    this.make(isList ? LINE_BYTES : ownBytes(thing));
  }

  /** Nanoseconds that reading an element waits. */
  touchElement(list: ArrayThing | BytesThing, index: number, leaps: number): number {
    const isArray = list instanceof ArrayThing;
    const elementBytes = isArray ? BYTES.element : list.elementBytes;
    const bytes = elementBytes * (isArray ? list.length : likelyLength(list));
    const line = Math.floor((index * elementBytes) / LINE_BYTES);
    const step = line - list.line;
    // Where iterations were passed over, it goes on as before.
    if (leaps === list.leaps) {
      list.goesOn = Math.abs(step) <= 1 || (step === list.step && Math.abs(step) <= LONGEST_STEP_LINES);
      list.step = step;
    }
    list.leaps = leaps;
    list.line = line;
    if (list.goesOn || bytes <= SHORT_LIST_BYTES) return this.touch(list);
    const all = bytes * (list.reached?.among ?? 1);
    if (all <= NEAR_BYTES) return this.touch(list);
    if (list.lines === null || list.lines.size > MOST_LINES) list.lines = new Map();
    const touchedAt = list.lines.get(line);
    list.lines.set(line, this.now);
    const distance = touchedAt === undefined ? all : (this.now - touchedAt) * LINE_BYTES;
    if (distance <= NEAR_BYTES) return 0;
    this.now++;
    return waitNanoseconds(distance, 'independent');
  }

  /** Nanoseconds that looking a key up waits; the same again is near. */
  lookUp(map: MapThing, key: Value): number {
    const bytes = tableBytes(map) * (map.reached?.among ?? 1);
    const isSame = key === map.latestKey;
    map.latestKey = key;
    if (isSame || bytes <= NEAR_BYTES) return this.touch(map);
    this.now += 2;
    return WAITS_A_LOOK_UP * waitNanoseconds(bytes, 'chained');
  }

  /**
   * A field of `from` holds it. `madeBefore`: births before the loops that run now. How many are alive of what those make themselves nobody
   * knows: unless a list holds them, they may be gone with the next iteration.
   */
  follow(from: Thing, key: string, to: Thing, madeBefore: number): void {
    const isLink = from.shape === to.shape;
    if (isLink && from.multiplicity < 2 && to.multiplicity < 2) from.shape.noteLink(from.ordinal, to.ordinal);
    to.order = isLink ? 'chained' : from.order;
    // One that holds itself stands for a list of which nobody knows where it ends.
    if (to.multiplicity < 2 || to.born > madeBefore || to === from) return;
    const among = isLink ? to.multiplicity : Math.min(to.multiplicity, from.reached?.among ?? 1);
    this.#reach(from, key, to, among, isLink ? from.shape.nearLinkShare : (from.reached?.nearShare ?? 0));
  }

  /** An element of a list; `index` is unknown where nobody knows which. */
  pick(list: ArrayThing, index: Value, to: Thing): void {
    to.order = typeof index === 'number' && list.goesOn && isInOrder(list) ? 'ahead' : 'independent';
    const all = list.length * (list.reached?.among ?? 1);
    if (typeof index === 'number' && to.multiplicity < 2) return;
    const among = typeof index === 'number' ? Math.min(to.multiplicity, all) : all;
    this.#reach(list, index, to, among, 0);
  }

  /** What a Map holds for a key. */
  find(map: MapThing, key: Value, to: Thing): void {
    to.order = 'chained';
    this.#reach(map, key, to, Math.min(to.multiplicity, map.size), 0);
  }

  /** The next of what is gone through in the order that it was made in. */
  pass(to: Thing): void {
    to.order = 'ahead';
  }

  #reach(from: Thing, key: Value, to: Thing, among: number, nearShare: number): void {
    if (among < 2) return;
    const { reached } = to;
    const isSame = reached !== null && reached.from === from && reached.key === key;
    if (isSame && typeof key !== 'object' && (from.reached?.change ?? 0) <= reached.change) return;
    to.reached = { from, key, among, change: ++this.#changes, nearShare, isNew: true };
  }
}

/** Its elements lie one behind the other, as far as the first ones tell: it was filled with fresh ones and not sorted since. */
const isInOrder = ({ elements }: ArrayThing): boolean => {
  const [first, second] = [elements.get(0), elements.get(1)];
  return (
    first instanceof Thing &&
    second instanceof Thing &&
    Math.abs(second.ordinal - first.ordinal) <= NEIGHBOURS
  );
};
