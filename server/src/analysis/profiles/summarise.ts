import { type Message, MessageSet } from '@migration-tags/simulator';
import { add, NOTHING, type Quantity, quantity, scale, smallest, widen } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { LARGE_OBJECT_BYTES } from '../execution/costs/operation-costs.ts';
import { Tally } from '../execution/costs/tally.ts';
import { likelyStoreBytes } from '../execution/heap/bytes.ts';
import { ownBytes } from '../execution/heap/heap.ts';
import { Survivors } from '../execution/heap/survivors.ts';
import type { WriteRecord } from '../execution/heap/write-record.ts';
import { Shape } from '../execution/values/shape.ts';
import { ByteStore, Thing } from '../execution/values/value.ts';
import { SMALLEST_SEMI_SPACE_BYTES } from '../memory/v8-heap.ts';
import type { InPlaceRegion, WriteSummary } from '../memory/write-summary.ts';
import {
  liveIn,
  passesOver,
  placeName,
  regionOf,
  regionsInUse,
  renewedIn,
  sumOf,
} from './in-place-regions.ts';
import { growthOf } from './retained-growth.ts';

/**
 * How far operation costs may be off, either way: the rows of pages-micro.csv they are fitted to (server/test/data) scatter so
 * far, code that has not been optimised is slower, a wide superscalar core is faster.
 */
const TIME_DOUBT = { faster: 2, slower: 3 } as const;
/**
 * How far allocation may be off: what the optimiser removes, and layouts the model does not follow. Four of five rows of
 * pages-micro.csv allocate within this factor of the estimate (column alloc_MB_s).
 */
const ALLOCATION_DOUBT = 1.6;

/** Of the windows that pages are compared in (pages-programs.csv), the one that the accuracy goals are set for. */
const LONGEST_WINDOW_SECONDS = 0.1;

/** Writes of one entity to one place, from all the code it runs. */
interface PlaceTotals {
  readonly records: WriteRecord[];
  /** Made by the entity itself. */
  readonly fresh: boolean;
  /** The code that made it. */
  readonly maker: ContextNode;
  /** Executions of the entity that write to it, where the place existed before each; `null`: it existed before what runs the entity did. */
  executions: number | null;
}

interface PlacesOfOneKind extends Pick<PlaceTotals, 'fresh' | 'maker'> {
  readonly places: readonly PlaceTotals[];
  readonly generations: number;
}

const NONE: ReadonlySet<ContextNode> = new Set();

/**
 * What all executions of a piece of code did together, as what one of them does. `except`: code inside that counts for
 * itself.
 */
export const summarise = (
  executions: readonly ContextNode[],
  except: ReadonlySet<ContextNode> = NONE,
): WriteSummary | null => {
  const nodes = dominant(executions, except);
  const calls = new Tally();
  for (const node of nodes) calls.merge(node.calls);
  if (calls.likely <= 0) return null;
  const totals = new Totals();
  for (const node of nodes) totals.collect(node, node.depth, except);

  const computed = totals.nanoseconds.per(calls);
  const waits = new Tally();
  for (const node of nodes) waits.merge(node.waitSeconds);
  for (const node of except) waits.subtract(node.waitSeconds);
  const waitSeconds = waits.per(calls);
  const computeSeconds = quantity(
    (computed.low * 1e-9) / TIME_DOUBT.faster,
    computed.likely * 1e-9,
    computed.high * 1e-9 * TIME_DOUBT.slower,
  );

  // What a shorter call rewrites are pages that it has allocated in the same window.
  const lastsLong = computeSeconds.likely + waitSeconds.likely >= LONGEST_WINDOW_SECONDS;

  const inPlace: InPlaceRegion[] = [];
  let surviving: Quantity = NOTHING;
  let live: Quantity = NOTHING;
  let liveLarge: Quantity = NOTHING;
  let storedLargeInAll: Quantity = NOTHING;
  let retained: Quantity = NOTHING;
  let kept: Quantity = NOTHING;
  const asked: Message[] = [];
  const entries = nodes.reduce((sum, node) => sum + node.entries, 0);
  for (const { places, fresh, maker, generations } of totals.kinds()) {
    const regions = places.flatMap(
      (place) => regionOf(place.records, calls, totals.shareOf(place, entries)) ?? [],
    );
    for (const region of regionsInUse(regions, generations))
      if (!fresh || (lastsLong && passesOver(region, maker, calls) >= 2)) inPlace.push(region);
  }
  for (const { records } of totals.found.values()) {
    const growth = growthOf(records, calls);
    if (growth) {
      retained = add(retained, growth.perCall);
      kept = add(kept, growth.until);
      if (growth.isGuess) asked.push(...records.slice(0, 1).map(placeName));
    }
    if ((growth?.perCall.likely ?? 0) > 0) continue;
    live = add(live, renewedIn(records));
    const storedLarge = sumOf(records, calls, (record) => record.storedLarge);
    const stored = less(
      sumOf(records, calls, (record) => record.stored),
      storedLarge,
    );
    if (stored.likely > 0) {
      const alive = liveIn(records, stored, calls);
      // Those that the present call has put there are found as what it keeps alive.
      live = add(live, less(alive, scale(stored, 0.5)));
      surviving = add(surviving, scale(stored, Math.min(1, alive.likely / SMALLEST_SEMI_SPACE_BYTES)));
    }
    storedLargeInAll = add(storedLargeInAll, storedLarge);
    if (storedLarge.likely > 0)
      liveLarge = add(liveLarge, less(liveIn(records, storedLarge, calls), scale(storedLarge, 0.5)));
  }
  const youngBytesPerCall = widen(totals.youngBytes.per(calls), ALLOCATION_DOUBT);
  const largeBytesPerCall = widen(totals.largeBytes.per(calls), ALLOCATION_DOUBT);
  const alive = totals.survivors.mean ?? {
    young: youngBytesPerCall.likely / 2,
    large: largeBytesPerCall.likely / 2,
    held: 0,
  };
  const within = add(partOf(youngBytesPerCall, alive.young), totals.cachedBytes.per(calls));
  return {
    durationSeconds: add(computeSeconds, waitSeconds),
    waitSeconds,
    inPlace,
    youngBytesPerCall,
    survivingBytesPerCall: surviving,
    liveYoungBytes: add(
      add(live, smallest(within, youngBytesPerCall)),
      partOf(youngBytesPerCall, alive.held),
    ),
    liveLargeBytes: add(liveLarge, partOf(largeBytesPerCall, alive.large)),
    lastingLargeBytesPerCall: smallest(
      add(storedLargeInAll, partOf(largeBytesPerCall, totals.survivors.lastingLargeBytes / calls.likely)),
      largeBytesPerCall,
    ),
    retainedBytesPerCall: retained,
    retainedUntilBytes: retained.high > 0 ? kept : null,
    growsUnseen: asked,
    largeBytesPerCall,
    externalBytesPerCall: widen(totals.externalBytes.per(calls), ALLOCATION_DOUBT),
    externalBlockBytes: totals.externalBlockBytes > 0 ? quantity(totals.externalBlockBytes) : null,
    levels: Math.max(...nodes.map((node) => levelsOf(node, except))),
    confidence: confidenceOf(computed, totals.questions.size),
  };
};

/** So much of it, in as much doubt as all of it, and no more. */
const partOf = (whole: Quantity, part: number): Quantity =>
  whole.likely > 0 ? scale(whole, Math.min(1, part / whole.likely)) : NOTHING;

const less = (a: Quantity, b: Quantity): Quantity =>
  quantity(Math.max(0, a.low - b.high), Math.max(0, a.likely - b.likely), Math.max(0, a.high - b.low));

/** Calls and loops inside one another, itself included. */
const levelsOf = (node: ContextNode, except: ReadonlySet<ContextNode>): number => {
  let deepest = 0;
  for (const child of node.children.values())
    if (!except.has(child)) deepest = Math.max(deepest, levelsOf(child, except));
  return deepest + 1;
};

/** Callers of which the executions take less of the time than this are left out: a self-test on a small input says nothing of the real run. */
const LEAST_SHARE_OF_TIME = 0.05;

/** The executions that take the time. */
export const dominant = (
  executions: readonly ContextNode[],
  except: ReadonlySet<ContextNode> = NONE,
): readonly ContextNode[] => {
  const timed = executions.map((node) => {
    const totals = new Totals();
    totals.collect(node, node.depth, except);
    return { node, seconds: totals.nanoseconds.likely * 1e-9 + node.waitSeconds.likely };
  });
  const longest = Math.max(0, ...timed.map(({ seconds }) => seconds));
  return timed.filter(({ seconds }) => seconds >= LEAST_SHARE_OF_TIME * longest).map(({ node }) => node);
};

/** Costs of a set of executions and all they ran. */
class Totals {
  readonly nanoseconds = new Tally();
  readonly youngBytes = new Tally();
  readonly largeBytes = new Tally();
  readonly externalBytes = new Tally();
  /** Places that are there before an execution begins. */
  readonly found = new Map<unknown, PlaceTotals>();
  /** Large blocks that an execution makes; the next one may find them. */
  readonly made = new Map<unknown, PlaceTotals>();
  readonly cachedBytes = new Tally();
  readonly survivors = new Survivors();
  readonly questions = new MessageSet();
  externalBlockBytes = 0;
  readonly #makers = new Map<unknown, Set<ContextNode>>();
  #byKind: Map<unknown, { executions: number; writes: number }> | null = null;

  get #all(): readonly PlaceTotals[] {
    return [...this.found.values(), ...this.made.values()];
  }

  /** The places by what makes them, those that the entity makes apart from those that it finds. */
  kinds(): readonly PlacesOfOneKind[] {
    const kinds = new Map<unknown, { found: PlaceTotals[]; made: PlaceTotals[] }>();
    for (const place of this.#all) {
      const [record] = place.records;
      if (!record) continue;
      const kind = kinds.get(kindOf(record)) ?? { found: [], made: [] };
      kinds.set(kindOf(record), kind);
      (place.fresh ? kind.made : kind.found).push(place);
    }
    return [...kinds].flatMap(([kind, { found, made }]) =>
      [found, made].flatMap((places) => {
        const [first] = places;
        return first
          ? [{ places, fresh: first.fresh, maker: first.maker, generations: this.#generationsOf(kind) }]
          : [];
      }),
    );
  }

  /** How many runs of the code that makes places of this kind have been seen. */
  #generationsOf(kind: unknown): number {
    let generations = 0;
    for (const { runs } of this.#makers.get(kind) ?? []) generations += runs.seen;
    return Math.max(1, generations);
  }

  /**
   * Of so many executions of the entity, those that write to a place: of the places of its kind that one of them writes, as many as of the
   * writes to them. So executions count by what they write, as they do in what is found at a random moment (`LastingCalls`).
   */
  shareOf({ records, executions }: PlaceTotals, entries: number): number {
    const [first] = records;
    const kind = first && this.#writesByKind().get(kindOf(first));
    if (executions === null || !kind || kind.writes <= 0) return 1;
    return Math.min(1, (writesOf(records) / kind.writes) * (kind.executions / entries));
  }

  /** What is written to the places of each kind that did not exist before what runs the entity did. */
  #writesByKind(): ReadonlyMap<unknown, { executions: number; writes: number }> {
    if (this.#byKind) return this.#byKind;
    this.#byKind = new Map();
    for (const { records, executions } of this.#all) {
      const [first] = records;
      if (executions === null || !first) continue;
      const kind = this.#byKind.get(kindOf(first)) ?? { executions: 0, writes: 0 };
      kind.executions += executions;
      kind.writes += writesOf(records);
      this.#byKind.set(kindOf(first), kind);
    }
    return this.#byKind;
  }

  collect(node: ContextNode, depth: number, except: ReadonlySet<ContextNode>): void {
    this.nanoseconds.merge(node.nanoseconds);
    this.youngBytes.merge(node.youngBytes);
    if (node.depth === depth && node.survivors) this.survivors.merge(node.survivors);
    this.cachedBytes.merge(node.cachedBytes);
    this.largeBytes.merge(node.largeBytes);
    this.externalBytes.merge(node.externalBytes);
    this.externalBlockBytes = Math.max(this.externalBlockBytes, node.externalBlockBytes);
    this.questions.addAll(node.questions);
    for (const record of node.writes) {
      const fresh = record.level > depth;
      if (fresh && !isLargeBlock(record)) continue;
      const key =
        record.boxed && record.place instanceof Shape ? `${record.place.label} boxes` : record.place;
      const places = fresh ? this.made : this.found;
      const place = places.get(key);
      const executions = record.level === depth ? record.executions : null;
      if (place) {
        place.records.push(record);
        place.executions =
          executions === null || place.executions === null ? null : Math.max(executions, place.executions);
      } else {
        const { maker } = record;
        places.set(key, { records: [record], fresh, maker, executions });
        const makers = this.#makers.get(kindOf(record)) ?? new Set();
        this.#makers.set(kindOf(record), makers.add(maker));
      }
    }
    for (const child of node.children.values()) if (!except.has(child)) this.collect(child, depth, except);
  }
}

const writesOf = (records: readonly WriteRecord[]): number =>
  records.reduce((sum, record) => sum + record.writes.likely, 0);

/** A block that no collection moves and that is worth following: large-object space, or as large outside the heap. */
const isLargeBlock = ({ place }: WriteRecord): boolean =>
  place instanceof ByteStore
    ? likelyStoreBytes(place) > LARGE_OBJECT_BYTES
    : place instanceof Thing && ownBytes(place) > LARGE_OBJECT_BYTES;

/** Places of one kind are made by the same expression. */
const kindOf = ({ place }: WriteRecord): unknown =>
  place instanceof Thing || place instanceof ByteStore ? place.shape : place;

const confidenceOf = (time: Quantity, questions: number): number => {
  const spread = time.low > 0 ? time.high / time.low : 100;
  const certain = spread < 1.5 ? 0.8 : spread < 10 ? 0.55 : 0.3;
  return Math.max(0.1, certain - 0.1 * Math.min(questions, 4));
};
