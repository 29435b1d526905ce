import type { Quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import { BYTES, LARGE_OBJECT_BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import type { Machine } from '../run/machine.ts';
import type { Environment } from '../values/environment.ts';
import { IteratorThing } from '../values/iterator-thing.ts';
import { type FieldLayout, joinLayouts, type Shape } from '../values/shape.ts';
import {
  ArrayThing,
  ByteStore,
  BytesThing,
  FunctionThing,
  GeneratorThing,
  MapThing,
  Thing,
  Unknown,
  type Value,
} from '../values/value.ts';
import { tableBytes } from './hash-tables.ts';
import { noteAllocation, noteLargeAllocation } from './survivors.ts';
import { type Place, WriteRecord } from './write-record.ts';

/** What the base class of things is made with. */
export const birth = (
  machine: Machine,
  site: Site,
  label?: string,
): { shape: Shape; born: number; multiplicity: number } => {
  const shape = machine.shapeOf(site, label);
  shape.population += machine.weight.likely;
  shape.madeAt = machine.reach.now;
  return { shape, born: ++machine.births, multiplicity: Math.max(machine.weight.likely, 1e-9) };
};

/** Its own bytes on the heap, boxes of its doubles included. */
export const ownBytes = (thing: Thing): number => {
  if (thing instanceof ArrayThing)
    return (
      BYTES.arrayHeader + (thing.capacity > 0 ? BYTES.elementsHeader + BYTES.element * thing.capacity : 0)
    );
  if (thing instanceof FunctionThing) return BYTES.closure;
  if (thing instanceof MapThing) return BYTES.arrayHeader + tableBytes(thing);
  if (thing instanceof BytesThing) return BYTES.typedArrayHeader;
  if (thing instanceof GeneratorThing) return BYTES.generator;
  if (thing instanceof IteratorThing) return BYTES.arrayHeader;
  const { shape } = thing;
  let boxes = 0;
  for (const layout of shape.layouts.values()) if (layout === 'double') boxes++;
  return BYTES.objectHeader + BYTES.field * Math.max(shape.fieldCount, thing.fields.size) + BYTES.box * boxes;
};

/** Bytes that are allocated now, in the young generation or, when large, at once in large-object space; `replaced`: what they take the place of then. */
export const allocate = (machine: Machine, bytes: number, replaced = 0): void => {
  const { node, weight, spent } = machine;
  machine.compute(NANOSECONDS.allocation + bytes * NANOSECONDS.allocatedByte);
  machine.reach.make(bytes);
  if (bytes > LARGE_OBJECT_BYTES) {
    noteLargeAllocation(machine, bytes);
    node.largeBytes.add(weight, bytes);
    spent.largeBytes += bytes * weight.likely;
  } else {
    node.youngBytes.add(weight, bytes);
    spent.youngBytes += bytes * weight.likely;
  }
  noteAllocation(machine, bytes - replaced);
};

/** Bytes of the young generation that something nobody knows allocates. */
export const allocateUnknown = (machine: Machine, bytes: Quantity): void => {
  const { node, weight, spent } = machine;
  node.youngBytes.addQuantity(weight, bytes);
  spent.youngBytes += bytes.likely * weight.likely;
  noteAllocation(machine, bytes.likely);
};

export const allocateExternal = (machine: Machine, bytes: Quantity): void => {
  const { node, weight, spent } = machine;
  node.externalBytes.addQuantity(weight, bytes);
  node.externalBlockBytes = Math.max(node.externalBlockBytes, bytes.likely);
  spent.externalBytes += bytes.likely * weight.likely;
};

/** The thing is allocated only if it escapes. */
export const allocateLazily = (machine: Machine, thing: Thing): void => {
  thing.pending = { node: machine.node, weight: machine.weight };
};

/** The value outlives what the optimiser can see: charge it, and all it holds, to whoever made it. */
export const markEscaped = (machine: Machine, value: Value): void => {
  if (!(value instanceof Thing) || value.pending === null) return;
  const { node, weight } = value.pending;
  value.pending = null;
  const outerNode = machine.node;
  const outerWeight = machine.weight;
  machine.node = node;
  machine.weight = weight;
  allocate(machine, ownBytes(value));
  machine.node = outerNode;
  machine.weight = outerWeight;
  for (const field of value.fields.values()) markEscaped(machine, field);
  if (value instanceof ArrayThing)
    for (const element of value.elements.kept(64)) markEscaped(machine, element);
};

/** Nodes at this depth or deeper, of those that run, began after a birth; when the outermost of them did. `maker`: what it runs in. */
const levelOf = (
  { node }: Machine,
  born: number,
): { readonly level: number; readonly since: number; readonly maker: ContextNode | null } => {
  let level = node.depth + 1;
  let { since } = node;
  let maker: ContextNode | null = node;
  for (; maker && maker.since > born; maker = maker.parent) {
    level = maker.depth;
    since = maker.since;
  }
  return { level, since, maker };
};

const recordFor = (
  machine: Machine,
  place: Place,
  born: number,
  storage: 'heap' | 'external',
  boxed: boolean,
): WriteRecord => {
  const { node } = machine;
  const { level, since, maker } = levelOf(machine, born);
  let record = node.writes.find(
    (known) => known.place === place && known.level === level && known.boxed === boxed,
  );
  if (!record) {
    record = new WriteRecord(place, node, level, storage, boxed);
    node.writes.push(record);
  }
  record.noteExecution(since);
  if (maker) record.noteMakerRun(born, maker.runSince, maker.runUnder);
  return record;
};

/** Objects of at least this many bytes are places of their own; smaller ones count with their shape. */
const PLACE_BYTES = 1024;

/** One write of `width` bytes at `position` of a thing. Returns where it is recorded. */
export const recordWrite = (
  machine: Machine,
  thing: Thing,
  position: number,
  width: number,
  boxed = false,
): WriteRecord | null => {
  if (thing.pending) return null;
  machine.effects++;
  const bytes = ownBytes(thing);
  const large = bytes >= PLACE_BYTES;
  const record = recordFor(machine, large ? thing : thing.shape, thing.born, 'heap', boxed);
  record.writes.add(machine.weight, 1);
  if (large) record.sample(position, width, machine.leaps);
  else {
    const stride = boxed ? BYTES.box : bytes;
    record.objectBytes = stride;
    record.noteSlot(thing.ordinal * PLACE_BYTES + position);
    record.sample(
      thing.ordinal * stride,
      boxed ? BYTES.box : Math.min(bytes, 64),
      machine.leaps,
      Math.max(1, thing.multiplicity),
    );
  }
  return record;
};

export const recordExternalWrite = (
  machine: Machine,
  store: ByteStore,
  position: number,
  width: number,
): void => {
  machine.effects++;
  const record = recordFor(machine, store, store.born, 'external', false);
  record.writes.add(machine.weight, 1);
  record.sample(position, width, machine.leaps);
};

/** A sweep over the first `bytes` of a place, as `fill` and `copy` do it. */
export const recordSweep = (
  machine: Machine,
  target: ByteStore | Thing,
  from: number,
  bytes: number,
): void => {
  machine.effects++;
  const record =
    target instanceof ByteStore
      ? recordFor(machine, target, target.born, 'external', false)
      : recordFor(machine, target, target.born, 'heap', false);
  record.writes.add(machine.weight, Math.max(1, bytes / BYTES.field));
  record.swept = true;
  record.sample(from, 8, machine.leaps);
  record.sample(from + bytes / 2, bytes / 2, machine.leaps);
};

/** A captured variable is assigned: contexts live on the heap; a double in one is boxed anew. */
export const recordContextWrite = (
  machine: Machine,
  environment: Environment,
  slot: number,
  value: Value,
): void => {
  machine.effects++;
  const record = recordFor(machine, environment, environment.born, 'heap', false);
  record.writes.add(machine.weight, 1);
  record.sample(slot * BYTES.field, BYTES.field, machine.leaps);
  record.objectBytes = BYTES.field;
  if (isDouble(value)) {
    environment.doubles ??= new Set();
    environment.doubles.add(slot);
  }
  if (typeof value === 'number' && environment.doubles?.has(slot)) allocate(machine, BYTES.box);
  keepReachable(machine, environment, record, value);
};

/** A fresh thing becomes reachable from what a record writes to: it lives until it is overwritten there. */
export const keepReachable = (
  machine: Machine,
  holder: Thing | Environment,
  record: WriteRecord | null,
  value: Value,
): void => {
  machine.roots.remember(holder, value);
  if (!record || !(value instanceof Thing)) return;
  markEscaped(machine, value);
  if (value.born >= machine.node.since || record.level <= machine.node.depth) {
    const bytes = ownBytes(value);
    record.stored.add(machine.weight, bytes);
    if (bytes > LARGE_OBJECT_BYTES) record.storedLarge.add(machine.weight, bytes);
  }
};

/** Not a small integer: 31 bits and a sign on x64 without pointer compression hold 32-bit integers. */
export const isDouble = (value: Value): boolean =>
  typeof value === 'number' ? !Number.isInteger(value) || value > 0x7fffffff || value < -0x80000000 : false;

const layoutOf = (value: Value): FieldLayout => {
  if (typeof value === 'number') return isDouble(value) ? 'double' : 'smi';
  return value instanceof Unknown ? 'smi' : 'tagged';
};

export const joinFieldLayout = (shape: Shape, name: string, value: Value): FieldLayout => {
  const known = shape.layouts.get(name);
  // A value nobody knows says nothing against the layout the others have.
  if (value instanceof Unknown && known !== undefined) return known;
  const joined = joinLayouts(known, layoutOf(value));
  shape.layouts.set(name, joined);
  return joined;
};

export const noteFieldCount = (shape: Shape, count: number): void => {
  if (count > shape.fieldCount) shape.fieldCount = count;
};

/** A library container keeps so much more than before. */
export const noteRetained = (machine: Machine, container: Thing, bytes: number): void => {
  recordWrite(machine, container, 0, BYTES.field)?.grown.add(machine.weight, bytes);
};

/** V8 itself keeps something alive, in a cache. */
export const noteCached = (machine: Machine, bytes: number): void => {
  machine.node.cachedBytes.add(machine.weight, bytes);
};
