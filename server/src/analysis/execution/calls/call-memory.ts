import { quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { bytesSince, noteAllocation } from '../heap/survivors.ts';
import type { Frame } from '../language/frame.ts';
import type { CallCost, Machine } from '../run/machine.ts';
import { type ArrayThing, type FunctionThing, Thing, type Value } from '../values/value.ts';
import { copyOfList, isFreshList } from './fresh-copies.ts';

/** Costs and results of calls that completed, by function. */
export interface CallMemory {
  /** Pure calls with primitive arguments: valid while nothing has been written since. */
  readonly pure: Map<string, { readonly result: Value; readonly cost: CallCost; readonly effects: number }>;
  /** By depth of recursion. */
  readonly byDepth: CallsAtDepth[];
  /** Cost of the first one that was not followed to its end. */
  cutShort: CallCost | null;
  last: CompletedCall;
}

/** Calls that completed at one depth of recursion. */
interface CallsAtDepth {
  /** The mean. */
  cost: CallCost;
  calls: number;
  /** A list that one of them has made and returned, as it was then: callers go on with it. `null`: none, or a long one. */
  list: ArrayThing | null;
}

/** The latest call of a function that completed. */
export interface CompletedCall {
  readonly result: Value;
  readonly youngBytes: number;
  /** `births` when it began. */
  readonly since: number;
  /** Of what it allocated, the share that its result holds; `null`: nobody has asked. */
  keptShare: number | null;
}

/** Calls below this many steps are run rather than remembered. */
const WORTH_REMEMBERING = 40;
const REMEMBERED_CALLS = 500;

/**
 * What a call at a depth that was never run costs against one less deep: as much, if each does its part; next to nothing, where the recursion is about to
 * end; more, where it widens. Reconstruction.
 */
const UNSEEN_DEPTH = quantity(0, 1, 10);

/**
 * A recursion of so many steps is run to its end also where the steps are used up: a way down a tree of a million nodes. Cut short, it would hand back what
 * another call returned, and what puts that into a tree (`node.left = insert(node.left, key)`) makes a ring of it.
 */
const SHORT_RECURSION = 1000;

/** Where the machine stood when a call began. */
export interface CallStart {
  readonly spent: CallCost;
  readonly effects: number;
  readonly steps: number;
  readonly cutShort: number;
  readonly folded: number;
  readonly births: number;
}

export const callStart = ({ spent, effects, steps, cutShort, folded, births }: Machine): CallStart => ({
  spent: { ...spent },
  effects,
  steps,
  cutShort,
  folded,
  births,
});

/**
 * What a call need not be run for: the same pure call has been, or the steps are used up and it recurs, so that completed
 * calls at its depth say what it costs. `around`: the activation that it recurs from.
 */
export const callFromMemory = (
  machine: Machine,
  callee: FunctionThing,
  values: readonly Value[],
  around: Frame | null,
): { readonly result: Value } | null => {
  const memory = machine.memoryOf(callee.code);
  const key = keyOf(values);
  if (key !== null && !callee.code.async) {
    const known = memory.pure.get(key);
    if (known && known.effects === machine.effects) {
      replay(machine, callee.code.site, known.cost);
      return { result: known.result };
    }
  }
  const isLong = around !== null && machine.steps - around.recursionBegan > SHORT_RECURSION;
  const overrun = machine.steps > machine.hardLimit || (machine.exhausted && isLong);
  if (!overrun) return null;
  const recursion = (around?.recursion ?? 0) + 1;
  // None so deep has been run: it costs what one less deep does.
  const alike = memory.byDepth[recursion] ?? memory.byDepth[recursion + 1];
  const typical = alike ?? memory.byDepth.at(-1);
  const cost = typical?.cost ?? memory.cutShort;
  if (!cost) return null;
  if (!typical) machine.cutShort++;
  if (alike) replay(machine, callee.code.site, cost);
  else {
    machine.folded++;
    machine.weighted(UNSEEN_DEPTH, () => replay(machine, callee.code.site, cost));
  }
  machine.effects++;
  const list = alike?.list && copyOfList(machine, alike.list, alike.list.born);
  if (list) return { result: list };
  noteReplay(machine, memory.last, cost);
  return { result: memory.last.result };
};

/** The result stands for what the call that was not run would have returned. */
const noteReplay = (machine: Machine, last: CompletedCall, { youngBytes }: CallCost): void => {
  const { result } = last;
  if (!(result instanceof Thing)) return;
  last.keptShare ??=
    last.youngBytes > 0 ? Math.min(1, bytesSince(machine, result, last.since) / last.youngBytes) : 0;
  const { likely } = machine.weight;
  const { count, bytes } = result.replays;
  result.replays = { count: count + likely, bytes: bytes + likely * youngBytes * last.keptShare };
};

export const rememberCall = (
  machine: Machine,
  callee: FunctionThing,
  values: readonly Value[],
  recursion: number,
  start: CallStart,
  result: Value,
): void => {
  const memory = machine.memoryOf(callee.code);
  const cost = costSince(machine, start.spent);
  noteDepth(machine, memory, recursion, start, cost, result);
  memory.last = { result, youngBytes: cost.youngBytes, since: start.births, keptShare: null };
  if (machine.effects !== start.effects || machine.cutShort !== start.cutShort) return;
  if (machine.steps - start.steps < WORTH_REMEMBERING) return;
  const key = keyOf(values);
  if (key === null || typeof result === 'object') return;
  if (memory.pure.size >= REMEMBERED_CALLS) memory.pure.clear();
  memory.pure.set(key, { result, cost, effects: machine.effects });
};

/**
 * A call that was not followed to its end says little of others: a recursion without end that calls itself twice would double at
 * each of its depths. One that was answered for by a less deep call is noted once: averaged with others, costs would grow from call to call.
 */
const noteDepth = (
  machine: Machine,
  memory: CallMemory,
  recursion: number,
  { cutShort, folded, births }: CallStart,
  cost: CallCost,
  result: Value,
): void => {
  const seen = memory.byDepth[recursion];
  if (machine.cutShort > cutShort) memory.cutShort ??= cost;
  else if (!seen) memory.byDepth[recursion] = { cost, calls: 1, list: listOf(machine, result, births) };
  else if (machine.folded === folded) {
    if (isPowerOfTwo(seen.calls)) seen.list = listOf(machine, result, births);
    seen.cost = mean(seen.cost, seen.calls, cost);
    seen.calls++;
  }
};

/** So that a recursion which is run over and over does not copy all that it returns. */
const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;

const listOf = (machine: Machine, result: Value, since: number): ArrayThing | null =>
  isFreshList(result, since) ? copyOfList(machine, result, since) : null;

/** The arguments as text; `null` unless all are primitive and known. */
const keyOf = (values: readonly Value[]): string | null => {
  if (values.length === 0) return null;
  let key = '';
  for (const value of values) {
    if ((typeof value === 'object' && value !== null) || (typeof value === 'string' && value.length > 64))
      return null;
    key += `${typeof value}:${String(value)};`;
  }
  return key;
};

/** Less likely, and its cost is beyond what numbers hold: where each event leaves another to come that is half as likely. */
const LEAST_WEIGHT = 1e-300;

/** What one execution has cost since, or `part` of it. */
export const costSince = (
  { spent, weight }: Pick<Machine, 'spent' | 'weight'>,
  before: CallCost,
  part = 1,
): CallCost => {
  const share = weight.likely > LEAST_WEIGHT ? part / weight.likely : 0;
  return {
    nanoseconds: (spent.nanoseconds - before.nanoseconds) * share,
    youngBytes: (spent.youngBytes - before.youngBytes) * share,
    largeBytes: (spent.largeBytes - before.largeBytes) * share,
    externalBytes: (spent.externalBytes - before.externalBytes) * share,
  };
};

const mean = (a: CallCost, count: number, b: CallCost): CallCost => ({
  nanoseconds: (a.nanoseconds * count + b.nanoseconds) / (count + 1),
  youngBytes: (a.youngBytes * count + b.youngBytes) / (count + 1),
  largeBytes: (a.largeBytes * count + b.largeBytes) / (count + 1),
  externalBytes: (a.externalBytes * count + b.externalBytes) / (count + 1),
});

/** Charges what calls of these cost in the mean that have been run, each its share; false: none of them has been. */
export const replayAny = (machine: Machine, callees: readonly FunctionThing[]): boolean => {
  const known = callees.flatMap((callee) => {
    const cost = machine.memoryOf(callee.code).byDepth[1]?.cost;
    return cost ? [{ callee, cost }] : [];
  });
  for (const { callee, cost } of known)
    machine.weighted(quantity(1 / known.length), () => replay(machine, callee.code.site, cost));
  return known.length > 0;
};

/** Charges what runs at `site` for its cost without running it. */
export const replay = (machine: Machine, site: Site, cost: CallCost): void => {
  const { weight, spent } = machine;
  machine.within(site, () => {
    const { node } = machine;
    machine.compute(cost.nanoseconds);
    node.youngBytes.add(weight, cost.youngBytes);
    node.largeBytes.add(weight, cost.largeBytes);
    node.externalBytes.add(weight, cost.externalBytes);
    spent.youngBytes += weight.likely * cost.youngBytes;
    spent.largeBytes += weight.likely * cost.largeBytes;
    spent.externalBytes += weight.likely * cost.externalBytes;
    noteAllocation(machine, 0);
  });
};
