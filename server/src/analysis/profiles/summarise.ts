import { PAGE_BYTES } from '@migration-tags/simulator';
import { add, NOTHING, type Quantity, quantity, scale, smallest, widen } from '../effects/quantity.ts';
import { likelyStoreBytes } from '../execution/bytes.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import { Environment } from '../execution/environment.ts';
import { ownBytes } from '../execution/heap.ts';
import { BYTES, LARGE_OBJECT_BYTES } from '../execution/operation-costs.ts';
import { Shape } from '../execution/shape.ts';
import { Tally } from '../execution/tally.ts';
import { ArrayThing, ByteStore, Thing } from '../execution/value.ts';
import type { WriteRecord } from '../execution/write-record.ts';
import { SMALLEST_SEMI_SPACE_BYTES } from '../memory/v8-heap.ts';
import type { InPlaceRegion, WriteSummary } from '../memory/write-summary.ts';

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

/** Writes of one entity to one place, from all the code it runs. */
interface PlaceTotals {
  readonly records: WriteRecord[];
  /** Made by the entity itself. */
  readonly fresh: boolean;
  /** The code that made it. */
  readonly maker: ContextNode;
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

  const inPlace: InPlaceRegion[] = [];
  let surviving: Quantity = NOTHING;
  let live: Quantity = NOTHING;
  let retained: Quantity = NOTHING;
  for (const { records, fresh, maker } of totals.places.values()) {
    const region = regionOf(records, totals.generationsOf(records), calls);
    if (region && (!fresh || passesOver(region, maker, calls) >= 2)) inPlace.push(region);
    if (fresh) continue;
    const stored = sumOf(records, calls, (record) => record.stored);
    const grown = sumOf(records, calls, (record) => record.grown);
    if (grown.likely > 0) retained = add(retained, add(grown, stored));
    else if (stored.likely > 0) {
      const alive = liveIn(records, stored, calls);
      live = add(live, alive);
      surviving = add(surviving, scale(stored, Math.min(1, alive.likely / SMALLEST_SEMI_SPACE_BYTES)));
    }
  }
  const youngBytesPerCall = widen(totals.youngBytes.per(calls), ALLOCATION_DOUBT);
  const within = smallest(totals.storedInside.per(calls), youngBytesPerCall);
  return {
    durationSeconds: add(computeSeconds, waitSeconds),
    waitSeconds,
    inPlace,
    youngBytesPerCall,
    survivingBytesPerCall: surviving,
    liveYoungBytes: add(live, within),
    retainedBytesPerCall: retained,
    retainedUntilBytes: null,
    largeBytesPerCall: widen(totals.largeBytes.per(calls), ALLOCATION_DOUBT),
    externalBytesPerCall: widen(totals.externalBytes.per(calls), ALLOCATION_DOUBT),
    externalBlockBytes: totals.externalBlockBytes > 0 ? quantity(totals.externalBlockBytes) : null,
    levels: Math.max(...nodes.map((node) => levelsOf(node, except))),
    confidence: confidenceOf(computed, totals.questions.size),
  };
};

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
  /** Fresh objects kept by objects that are fresh themselves, and what fresh containers grow to: alive at most until the call ends. */
  readonly storedInside = new Tally();
  readonly places = new Map<unknown, PlaceTotals>();
  readonly questions = new Set<string>();
  externalBlockBytes = 0;
  readonly #makers = new Map<unknown, Set<ContextNode>>();

  /** How many executions made places of this kind: one of each is in use at a time, its predecessors are garbage. */
  generationsOf([record]: readonly WriteRecord[]): number {
    const makers = record ? this.#makers.get(kindOf(record)) : undefined;
    let generations = 0;
    for (const { entries } of makers ?? []) generations += entries;
    return Math.max(1, generations);
  }

  collect(node: ContextNode, depth: number, except: ReadonlySet<ContextNode>): void {
    this.nanoseconds.merge(node.nanoseconds);
    this.youngBytes.merge(node.youngBytes);
    this.storedInside.merge(node.heldBytes);
    this.largeBytes.merge(node.largeBytes);
    this.externalBytes.merge(node.externalBytes);
    this.externalBlockBytes = Math.max(this.externalBlockBytes, node.externalBlockBytes);
    for (const question of node.questions) this.questions.add(question);
    for (const record of node.writes) {
      const fresh = record.level > depth;
      if (fresh) {
        this.storedInside.merge(record.stored);
        this.storedInside.merge(record.grown);
        if (!isLargeBlock(record)) continue;
      }
      const key =
        record.boxed && record.place instanceof Shape ? `${record.place.label} boxes` : record.place;
      const place = this.places.get(key);
      if (place) place.records.push(record);
      else {
        const maker = makerOf(record, node);
        this.places.set(key, { records: [record], fresh, maker });
        const makers = this.#makers.get(kindOf(record)) ?? new Set();
        this.#makers.set(kindOf(record), makers.add(maker));
      }
    }
    for (const child of node.children.values()) if (!except.has(child)) this.collect(child, depth, except);
  }
}

/** A block that no collection moves and that is worth following: large-object space, or as large outside the heap. */
const isLargeBlock = ({ place }: WriteRecord): boolean =>
  place instanceof ByteStore
    ? likelyStoreBytes(place) > LARGE_OBJECT_BYTES
    : place instanceof Thing && ownBytes(place) > LARGE_OBJECT_BYTES;

/** Places of one kind are made by the same expression. */
const kindOf = ({ place }: WriteRecord): unknown =>
  place instanceof Thing || place instanceof ByteStore ? place.shape : place;

/** The code that was running when the place was made. */
const makerOf = (record: WriteRecord, writer: ContextNode): ContextNode => {
  let node = writer;
  while (node.depth >= record.level && node.parent) node = node.parent;
  return node;
};

/** The bytes' worth of pages that a record's writes pass over. */
const sweptBy = (record: WriteRecord): Tally => {
  const apart = Number.isFinite(record.leastStep) ? record.leastStep : 0;
  const step = record.swept ? BYTES.field : Math.min(PAGE_BYTES, Math.max(record.width, apart));
  const swept = new Tally();
  swept.addQuantity(record.writes, quantity(step));
  return swept;
};

/** How often one block is written all over: filling it once is its allocation, what comes after is written in place. */
const passesOver = (region: InPlaceRegion, maker: ContextNode, calls: Tally): number => {
  const visited =
    region.pattern === 'sweep' ? region.bytesPerCall.likely : region.writesPerCall.likely * PAGE_BYTES;
  const blocksPerCall = maker.calls.likely / calls.likely;
  return visited / (region.rangeBytes.likely * blocksPerCall);
};

const sumOf = (
  records: readonly WriteRecord[],
  calls: Tally,
  pick: (record: WriteRecord) => Tally,
): Quantity => {
  const total = new Tally();
  for (const record of records) total.merge(pick(record));
  return total.per(calls);
};

/** More than two semi-spaces hold, at their largest by default: beyond it, the young generation is full whatever lives. */
const MOST_LIVE_BYTES = 64e6;

/** Bytes of fresh objects alive in a place: as many as it has room for, at most what has been put there. */
const liveIn = (records: readonly WriteRecord[], stored: Quantity, calls: Tally): Quantity => {
  const writes = sumOf(records, calls, (record) => record.writes);
  const each = writes.likely > 0 ? stored.likely / writes.likely : 0;
  const slots = Math.max(1, ...records.map((record) => slotsOf(record, writes.likely)));
  return quantity(Math.min(slots * each, MOST_LIVE_BYTES));
};

const slotsOf = (record: WriteRecord, writesPerCall: number): number => {
  const seen = Math.max(record.distinct.size, record.slots.size);
  if (record.place instanceof ArrayThing && record.samples > 0 && seen >= 0.9 * record.samples)
    return Math.max(seen, Math.min(record.place.length, writesPerCall * 1000));
  return seen;
};

const regionOf = (
  records: readonly WriteRecord[],
  generations: number,
  calls: Tally,
): InPlaceRegion | null => {
  const [first] = records;
  if (!first) return null;
  const writesPerCall = sumOf(records, calls, (record) => record.writes);
  if (writesPerCall.likely <= 0) return null;
  const samples = records.reduce((sum, record) => sum + record.samples, 0);
  const near = records.reduce((sum, record) => sum + record.near, 0);
  const pattern =
    samples < 3 * records.length || near >= 0.6 * (samples - records.length) ? 'sweep' : 'random';
  const copies = copiesOf(first, samples, writesPerCall, calls);
  const size = placeBytes(first) * copies;
  const footprint = Math.min(
    size,
    footprintOf(records, scale(writesPerCall, 1 / copies), placeBytes(first), pattern) * copies,
  );
  const swept = sumOf(records, calls, sweptBy).likely;
  const range = quantity(
    Math.min(footprint, swept),
    footprint,
    Math.max(footprint, Math.min(size, footprint * 2)),
  );
  return {
    place: placeName(first),
    storage: first.storage,
    rangeBytes: scale(range, 1 / generations),
    bytesPerCall: quantity(swept),
    writesPerCall,
    pattern,
    boxedDoubles: first.boxed,
  };
};

/**
 * How many places of its kind one stands for. One made in a sampled loop stands for as many; one that sampled iterations
 * write over and over stands for its siblings, which the iterations between them would have written.
 */
const copiesOf = (
  { place, width, swept }: WriteRecord,
  samples: number,
  writesPerCall: Quantity,
  calls: Tally,
): number => {
  if (!(place instanceof Thing || place instanceof ByteStore)) return 1;
  const { shape } = place;
  const made = place instanceof Thing ? place.multiplicity : 1;
  const sampled = !swept && writesPerCall.likely * calls.likely > 1.5 * samples;
  const bytes = place instanceof ByteStore ? likelyStoreBytes(place) : ownBytes(place);
  const revolutions = sampled ? (writesPerCall.likely * width) / Math.max(bytes, 8) : 1;
  return Math.max(1, made, Math.min(shape.population, revolutions));
};

/** The bytes of the place that any number of calls come to write. */
const footprintOf = (
  records: readonly WriteRecord[],
  writesPerCall: Quantity,
  size: number,
  pattern: 'sweep' | 'random',
): number => {
  const [first] = records;
  if (!first) return 0;
  const min = Math.min(...records.map((record) => record.min));
  const max = Math.max(...records.map((record) => record.max));
  const samples = records.reduce((sum, record) => sum + record.samples, 0);
  const distinct = Math.max(...records.map((record) => record.distinct.size));
  if (first.place instanceof Shape) {
    // As many objects as those seen stand for; if hardly one was seen twice, as many as the writes could reach.
    const population = Math.max(first.place.population, distinct);
    const seen = Math.max(...records.map((record) => record.objects));
    const reached = distinct >= 0.8 * samples ? Math.max(seen, writesPerCall.likely) : seen;
    return Math.min(population, reached) * Math.max(first.objectBytes, 8);
  }
  const span = Math.max(0, max - min);
  if (pattern === 'random') return Math.min(size, span * ((samples + 1) / Math.max(1, samples - 1)));
  const fresh = distinct >= 0.8 * samples ? writesPerCall.likely * strideOf(records) : span;
  return Math.min(size, Math.max(span, fresh));
};

const strideOf = (records: readonly WriteRecord[]): number => {
  const samples = records.reduce((sum, record) => sum + Math.max(0, record.samples - 1), 0);
  const strides = records.reduce((sum, record) => sum + record.strideSum, 0);
  const width = Math.max(1, ...records.map((record) => record.width));
  if (samples === 0) return width;
  const mean = strides / samples;
  return Math.min(4096, Math.max(width, mean));
};

const placeBytes = ({ place, objectBytes }: WriteRecord): number => {
  if (place instanceof ByteStore) return likelyStoreBytes(place);
  if (place instanceof Shape) return place.population * objectBytes;
  if (place instanceof Environment) return place.slots.length * 8;
  return Math.max(8, ownBytes(place));
};

const placeName = ({ place }: WriteRecord): string => {
  if (place instanceof Environment) return 'captured variables';
  const shape = place instanceof Shape ? place : place.shape;
  return `\`${shape.label}\` (line ${shape.site.line})`;
};

const confidenceOf = (time: Quantity, questions: number): number => {
  const spread = time.low > 0 ? time.high / time.low : 100;
  const certain = spread < 1.5 ? 0.8 : spread < 10 ? 0.55 : 0.3;
  return Math.max(0.1, certain - 0.1 * Math.min(questions, 4));
};
