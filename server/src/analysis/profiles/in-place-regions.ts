import { type Message, PAGE_BYTES, say } from '@migration-tags/simulator';
import { add, NOTHING, type Quantity, quantity, scale } from '../effects/quantity.ts';
import { lineOf } from '../execution/code-facts/naming.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { BYTES, LARGE_OBJECT_BYTES } from '../execution/costs/operation-costs.ts';
import { Tally } from '../execution/costs/tally.ts';
import { likelyStoreBytes } from '../execution/heap/bytes.ts';
import { ownBytes } from '../execution/heap/heap.ts';
import type { WriteRecord } from '../execution/heap/write-record.ts';
import { Environment } from '../execution/values/environment.ts';
import { Shape } from '../execution/values/shape.ts';
import { ArrayThing, ByteStore, MapThing, Thing } from '../execution/values/value.ts';
import type { InPlaceRegion } from '../memory/write-summary.ts';

/** The bytes' worth of pages that a record's writes pass over. */
const sweptBy = (record: WriteRecord): Tally => {
  const apart = Number.isFinite(record.leastStep) ? record.leastStep : 0;
  const step = record.swept ? BYTES.field : Math.min(PAGE_BYTES, Math.max(record.width, apart));
  const swept = new Tally();
  swept.addQuantity(record.writes, quantity(step));
  return swept;
};

/** How often one block is written all over: filling it once is its allocation, what comes after is written in place. */
export const passesOver = (region: InPlaceRegion, maker: ContextNode, calls: Tally): number => {
  const visited =
    region.pattern === 'sweep' ? region.bytesPerCall.likely : region.writesPerCall.likely * PAGE_BYTES;
  const blocksPerCall = maker.runs.likely / calls.likely;
  return visited / (region.rangeBytes.likely * blocksPerCall);
};

export const sumOf = (
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
export const liveIn = (records: readonly WriteRecord[], stored: Quantity, calls: Tally): Quantity => {
  const writes = sumOf(records, calls, (record) => record.writes);
  return quantity(Math.min(roomIn(records, stored.likely, writes.likely), MOST_LIVE_BYTES));
};

/** Bytes of what is stored in a place, by so many writes, that fit into it at one time. */
const roomIn = (records: readonly WriteRecord[], stored: number, writes: number): number => {
  const slots = Math.max(1, ...records.map((record) => slotsOf(record, writes)));
  return writes > 0 ? slots * (stored / writes) : 0;
};

/**
 * Bytes of the block that a place of as many additions as removals keeps its entries in: it is left behind for a fresh one again and again, and
 * so is young.
 */
export const renewedIn = (records: readonly WriteRecord[]): Quantity => {
  const bytes = Math.max(...records.map(({ renewedBytes }) => renewedBytes));
  return quantity(Math.min(bytes, LARGE_OBJECT_BYTES));
};

/**
 * Of what is stored in a place, the share that stays: what fits into it, with what it grew by. The rest is replaced by what comes after.
 */
export const storedToStay = (record: WriteRecord): { readonly stored: number; readonly stays: number } => {
  const stored = Math.max(0, record.stored.likely);
  const fits = roomIn([record], stored, record.writes.likely);
  return { stored, stays: Math.min(stored, fits + record.grown.likely) };
};

const slotsOf = (record: WriteRecord, writesPerCall: number): number => {
  const seen = Math.max(record.distinct.size, record.slots.size);
  if (record.place instanceof ArrayThing && record.samples > 0 && seen >= 0.9 * record.samples)
    return Math.max(seen, Math.min(record.place.length, writesPerCall * 1000));
  return seen;
};

export const regionOf = (
  records: readonly WriteRecord[],
  calls: Tally,
  shareOfCalls: number,
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
    rangeBytes: range,
    bytesPerCall: quantity(swept),
    writesPerCall,
    shareOfCalls,
    pattern,
    boxedDoubles: first.boxed,
  };
};

/**
 * What is found at a time of the regions of one kind, made by so many runs of the same code: what the latest run has made, as its predecessors are
 * garbage. Where each run makes one, that is the mean of them by what is written there; else each counts as its part of a generation.
 */
export const regionsInUse = (
  regions: readonly InPlaceRegion[],
  generations: number,
): readonly InPlaceRegion[] => {
  const [first] = regions;
  if (!first || generations === 1) return regions;
  if (regions.length > generations)
    return regions.map((region) => ({ ...region, rangeBytes: scale(region.rangeBytes, 1 / generations) }));
  const sum = (of: (region: InPlaceRegion) => Quantity): Quantity =>
    regions.map(of).reduce((total, each) => add(total, each), NOTHING);
  const writesPerCall = sum((region) => region.writesPerCall);
  const shareOf = (region: InPlaceRegion): number => region.writesPerCall.likely / writesPerCall.likely;
  const atRandom = regions
    .filter(({ pattern }) => pattern === 'random')
    .reduce((share, region) => share + shareOf(region), 0);
  return [
    {
      ...first,
      rangeBytes: sum((region) => scale(region.rangeBytes, shareOf(region))),
      bytesPerCall: sum((region) => region.bytesPerCall),
      writesPerCall,
      shareOfCalls: Math.min(
        1,
        regions.reduce((total, region) => total + region.shareOfCalls, 0),
      ),
      pattern: atRandom > 0.5 ? 'random' : 'sweep',
    },
  ];
};

/**
 * How many places of its kind one stands for. One made in a sampled loop stands for as many; one that sampled iterations
 * write over and over stands for its siblings, which the iterations between them would have written.
 */
const copiesOf = (
  { place, width, swept, maker, generations }: WriteRecord,
  samples: number,
  writesPerCall: Quantity,
  calls: Tally,
): number => {
  if (!(place instanceof Thing || place instanceof ByteStore)) return 1;
  const { shape } = place;
  const made = place instanceof Thing ? place.multiplicity / generations : 1;
  const sampled = !swept && writesPerCall.likely * calls.likely > 1.5 * samples;
  const bytes = place instanceof ByteStore ? likelyStoreBytes(place) : ownBytes(place);
  // Siblings that were made one by one are places of their own, those of an earlier run of the code that makes them are garbage.
  const siblings = shape.population > 1.01 * shape.created ? shape.population / maker.runs.likely : 1;
  // The calls in other runs of the maker find others.
  const shareOfCalls = Math.min(1, generations / Math.max(1, maker.runs.likely));
  const revolutions = sampled ? (writesPerCall.likely * width) / shareOfCalls / Math.max(bytes, 8) : 1;
  return Math.max(1, made, Math.min(siblings, revolutions));
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
    const generations = Math.max(...records.map((record) => record.generations));
    const population = Math.max(first.place.population, distinct) / generations;
    const seen = Math.max(...records.map((record) => record.objectsAtATime));
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
  if (place instanceof MapThing) return Math.max(8, place.size * BYTES.mapEntryInPlace);
  return Math.max(8, ownBytes(place));
};

/** For people. */
export const placeName = ({ place }: WriteRecord): Message => {
  if (place instanceof Environment) return say`captured variables`;
  const shape = place instanceof Shape ? place : place.shape;
  return say`\`${shape.label}\` (line ${lineOf(shape.site)})`;
};
