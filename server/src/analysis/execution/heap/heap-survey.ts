import { BYTES, LARGE_OBJECT_BYTES } from '../costs/operation-costs.ts';
import type { Machine } from '../run/machine.ts';
import type { Environment } from '../values/environment.ts';
import {
  ArrayThing,
  BoundThing,
  FunctionThing,
  GeneratorThing,
  MapThing,
  PromiseThing,
  SetThing,
  Thing,
  Unknown,
  type Value,
} from '../values/value.ts';
import { ownBytes } from './heap.ts';

/** How many executions the code stands for that runs since then. */
export interface Stage {
  /** `births`. */
  readonly since: number;
  readonly weight: number;
}

/** One over 128 KiB, or as many as it stands for. */
export interface LargeObject {
  /** A list that grows is another each time. */
  readonly identity: string;
  /** `births`. */
  readonly born: number;
  readonly bytes: number;
}

/** Fewer of a thing are not followed. */
const FEWEST = 0.01;
/** More references to a thing, found after its own were followed, are followed once more, but not for ever: graphs would take exponential time. */
const MOST_TIMES_FOLLOWED = 3;

/**
 * What is alive, found as a scavenger finds it: from what is at hand along references. Of a thing that stands for many, there are as many as there are
 * references to it, at most as many as were made: thousands in a list, one in a variable.
 */
export class HeapSurvey {
  /** Bytes of what was made since each of `since`, but before the next of them. */
  readonly young: number[];
  /** The same of objects over 128 KiB. */
  readonly large: number[];
  readonly largeObjects: LargeObject[] = [];
  visits = 0;
  readonly #machine: Machine;
  /** `births`, ascending: what is older than the first counts for nothing and is not gone through. */
  readonly #since: readonly number[];
  readonly #stages: readonly Stage[];
  readonly #counts = new Map<Thing, number>();
  readonly #environments = new Set<Environment>();
  readonly #texts = new Set<string>();
  /** References are still to be followed from so many of these. */
  readonly #found = new Map<Thing, number>();
  readonly #timesFollowed = new Map<Thing, number>();

  constructor(machine: Machine, since: readonly number[], stages: readonly Stage[]) {
    this.#machine = machine;
    this.#since = since;
    this.#stages = stages;
    this.young = since.map(() => 0);
    this.large = since.map(() => 0);
  }

  from(thing: Thing): void {
    this.#reach(thing, 1);
    this.#followAll();
  }

  fromRoots(): void {
    const { frame: innermost, roots, globals, eventLoop } = this.#machine;
    for (let frame = innermost; frame; frame = frame.caller) {
      this.#reachEach([frame.thisValue, frame.result, ...frame.values, ...frame.possible]);
      // The variables of a file's top level were there before it ran.
      this.#reachEach(frame.environment.slots, 1, frame.environment.born);
      if (frame.environment.outer) this.#enter(frame.environment.outer, 1);
    }
    for (const held of roots.atHand) {
      if ('count' in held) this.#reachSome(null, [...held.values()], held.count(), 1);
      else this.#reachEach(held);
    }
    this.#reachEach(globals.values());
    for (const old of roots.remembered) {
      if (old instanceof Thing) this.#follow(old, 1);
      else this.#reachEach(old.slots);
    }
    for (const { holds, weight } of eventLoop.waiting) this.#reachEach(holds, weight);
    for (const { promise, weight } of roots.suspended) {
      this.#reach(promise, weight);
      this.#note(promise.born, BYTES.await, weight / this.#weightAt(promise.born));
    }
    this.#followAll();
  }

  #followAll(): void {
    for (const [thing, count] of this.#found) {
      this.#found.delete(thing);
      const times = this.#timesFollowed.get(thing) ?? 0;
      this.#timesFollowed.set(thing, times + 1);
      if (times < MOST_TIMES_FOLLOWED) this.#follow(thing, count);
    }
  }

  #enter(environment: Environment, count: number): void {
    const oldest = this.#since[0] ?? 0;
    for (let at: Environment | null = environment; at && at.born >= oldest; at = at.outer) {
      if (this.#environments.has(at)) return;
      this.#environments.add(at);
      this.visits++;
      this.#reachEach(at.slots, count, at.born);
    }
  }

  #reachEach(values: Iterable<Value>, count = 1, heldSince = 0): void {
    for (const value of values) this.#reach(value, count, null, heldSince);
  }

  /** `count` references to a value, in a thing or else in something that was made at `heldSince`; `among`: it stands for one of so many. */
  #reach(
    value: Value,
    count: number,
    holder: Thing | null = null,
    heldSince = holder?.born ?? 0,
    among = Number.POSITIVE_INFINITY,
  ): void {
    if (typeof value === 'string') {
      // Variables hand the same text on; objects and lists are taken to have one each.
      if (holder === null && this.#texts.has(value)) return;
      this.#texts.add(value);
      this.#noteText(value, count, heldSince);
    } else if (value instanceof Unknown) {
      if (value.made) this.#note(value.made.born, value.made.bytes, count);
      this.#noteText(value, count, heldSince);
    } else if (value instanceof Thing) this.#reachThing(value, count, holder, among);
  }

  #reachThing(thing: Thing, count: number, holder: Thing | null, among: number): void {
    this.visits++;
    const { born, replays, shape } = thing;
    if (born <= (this.#since[0] ?? 0)) return;
    const weight = this.#weightAt(born);
    const run = Math.max(this.#madeFor(thing, holder), shape.population / weight / among);
    // One that holds another of its kind from another iteration: so does each that they stand for, as in a list.
    const isLink = holder?.shape === shape && this.#isApart(holder.born, born);
    const known = this.#counts.get(thing) ?? 0;
    const more = Math.min(isLink ? Math.max(count, run) : count, run + replays.count / weight - known);
    if (more < FEWEST) return;
    this.#counts.set(thing, known + more);
    const own = Math.min(more, Math.max(0, run - known));
    if (own > 0) {
      const bytes = thing.pending ? 0 : bytesOf(thing);
      this.#note(born, bytes, own, bytes > LARGE_OBJECT_BYTES ? `${bytes} of ${born}` : null);
      this.#found.set(thing, (this.#found.get(thing) ?? 0) + own);
    }
    if (more > own) this.#note(born, replays.bytes / replays.count, more - own);
  }

  #follow(thing: Thing, count: number): void {
    const { fields, extraKeys } = thing;
    const keys = Math.max(1, fields.size);
    for (const value of fields.values()) this.#reach(value, (count * (keys + extraKeys)) / keys, thing);
    if (thing instanceof ArrayThing) this.#followElements(thing, count);
    else if (thing instanceof MapThing) {
      if (!(thing instanceof SetThing))
        this.#reachSome(thing, [...thing.entries.values()], thing.size, count);
      this.#reachSome(thing, [...thing.entries.keys()], thing.size, count);
    } else if (thing instanceof FunctionThing) {
      this.#enter(thing.environment, count);
      this.#reach(thing.thisValue, count, thing);
    } else for (const value of heldBy(thing)) this.#reach(value, count, thing);
  }

  #followElements(array: ArrayThing, count: number): void {
    const { elements, length } = array;
    const written = elements.written(length);
    if (elements.sampled && written.length > 0) this.#reachSome(array, written, length, count);
    else {
      for (const value of written) this.#reach(value, count, array);
      this.#reach(elements.fallback, count * (length - written.length), array);
    }
  }

  /** Some of the `total` values in a container: those that one iteration has put there for many stand for what is missing. */
  #reachSome(holder: Thing | null, some: readonly Value[], total: number, count: number): void {
    const standIns = new Set(
      some.filter((value) => value instanceof Thing && this.#madeFor(value, holder) > 1),
    );
    const [all, missing] =
      standIns.size > 0
        ? [standIns.size, total - some.length + standIns.size]
        : [Math.max(1, some.length), total];
    const standsFor = count * Math.max(1, missing / all);
    for (const value of some)
      if (standIns.size === 0 || standIns.has(value))
        this.#reach(value, standsFor, holder, holder?.born, all);
      else this.#reach(value, count, holder);
  }

  /**
   * How many of a thing its holder may have. An iteration that stands for many gives one to something older: so do the others, half of which have
   * run by now.
   */
  #madeFor({ born, multiplicity }: Thing, holder: Thing | null): number {
    const ofOne = multiplicity / this.#weightAt(born);
    return holder === null || holder.born > born
      ? ofOne
      : Math.max(ofOne, multiplicity / this.#weightAt(holder.born) / 2);
  }

  #weightAt(born: number): number {
    const before = countBefore(this.#stages, born, ({ since }) => since);
    return Math.max(this.#stages[before - 1]?.weight ?? 1, Number.MIN_VALUE);
  }

  /** Whether two things were made in different iterations that stand for others. */
  #isApart(a: number, b: number): boolean {
    const { standInsBegan } = this.#machine;
    const next = standInsBegan[countBefore(standInsBegan, Math.min(a, b), (births) => births)];
    return next !== undefined && next <= Math.max(a, b);
  }

  /** What takes many bytes as a rope is no large object. */
  #noteText(text: Value, count: number, heldSince: number): void {
    const { bytes, begun } = this.#machine.texts.memoryOf(text);
    const isLarge = begun === null && bytes > LARGE_OBJECT_BYTES;
    if (bytes > 0) this.#note(begun ?? heldSince, bytes, count, isLarge ? `${bytes} in ${heldSince}` : null);
  }

  /** `largeObject`: its identity, if it is one. */
  #note(born: number, bytes: number, count: number, largeObject: string | null = null): void {
    const index = countBefore(this.#since, born, (since) => since) - 1;
    if (index < 0) return;
    const sums = largeObject === null ? this.young : this.large;
    sums[index] = (sums[index] ?? 0) + bytes * count;
    if (largeObject !== null)
      this.largeObjects.push({ identity: largeObject, born, bytes: bytes * count * this.#weightAt(born) });
  }
}

/** How many of an ascending list come before `born`. */
const countBefore = <T>(list: readonly T[], born: number, of: (each: T) => number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = list[middle];
    if (each !== undefined && of(each) < born) low = middle + 1;
    else high = middle;
  }
  return low;
};

const heldBy = (thing: Thing): readonly Value[] => {
  if (thing instanceof BoundThing) return [thing.target, thing.thisValue, ...thing.values];
  if (thing instanceof GeneratorThing) return thing.values;
  if (thing instanceof PromiseThing) return [thing.value, ...thing.reactions.flatMap(({ holds }) => holds)];
  return [];
};

const bytesOf = (thing: Thing): number => {
  if (thing instanceof PromiseThing) return BYTES.promise + BYTES.reaction * thing.reactions.length;
  return ownBytes(thing);
};
