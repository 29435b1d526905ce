import { add, largest, multiply, NOTHING, type Quantity, quantity } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { Tally } from '../execution/costs/tally.ts';
import type { WriteRecord } from '../execution/heap/write-record.ts';
import { UNKNOWN_TRIPS } from '../execution/loops/trip-guesses.ts';
import { sumOf } from './in-place-regions.ts';
import { totalSeconds } from './node-time.ts';

/** What an entity adds to a container that is older than itself. */
export interface Growth {
  /** Bytes that one call adds. */
  readonly perCall: Quantity;
  /** Bytes that the entity has added when the container is dropped: as far as it grows. */
  readonly until: Quantity;
  /** Nobody knows how often the program calls what adds them. */
  readonly isGuess: boolean;
}

/**
 * How long a loop without end goes on, and how many events a program that waits for them handles, before it is stopped. Reconstructions: an hour,
 * a day, a week; sixty events, ten thousand, a million.
 */
const ENDLESS_SECONDS = quantity(3600, 86_400, 604_800);
const ENDLESS_EVENTS = quantity(60, 10_000, 1_000_000);

/** As much is taken out as is added when it is at least this share: sampled code does not see each removal. Reconstruction. */
const BALANCED_SHARE = 0.75;

/** Bytes that a place has more after a call than before it. */
const netGrowth = (records: readonly WriteRecord[], calls: Tally): Quantity => {
  const added = sumOf(records, calls, ({ grown }) => grown);
  const freed = sumOf(records, calls, (record) => record.freed);
  if (added.likely > 0 && freed.likely >= BALANCED_SHARE * added.likely) return NOTHING;
  const net = (more: number, less: number): number => Math.max(0, more - less);
  return quantity(net(added.low, freed.high), net(added.likely, freed.likely), net(added.high, freed.low));
};

/** `null`: the place does not grow. */
export const growthOf = (records: readonly WriteRecord[], calls: Tally): Growth | null => {
  const grown = netGrowth(records, calls);
  if (grown.high === 0) return null;
  const stored = sumOf(records, calls, (record) => record.stored);
  // Likely none, but perhaps some: a table of keys that nobody knows.
  const perCall = grown.likely > 0 ? add(grown, stored) : quantity(0, 0, grown.high + stored.high);
  const byMaker = new Map<ContextNode, Quantity>();
  for (const record of records) {
    const { maker } = record;
    byMaker.set(maker, add(byMaker.get(maker) ?? NOTHING, addedInOneLife(record, maker)));
  }
  return {
    perCall,
    until: [...byMaker.values()].reduce(largest, NOTHING),
    isGuess: records.some(
      ({ maker, writer }) => maker.parent === null && outermost(writer).recurrence === 'unknown',
    ),
  };
};

/** A container lives until the code that made it ends; for a loop, until the iteration does. */
const addedInOneLife = (record: WriteRecord, maker: ContextNode): Quantity => {
  const added = new Tally();
  added.merge(record.grown);
  added.subtract(record.freed);
  added.merge(record.stored);
  const endless = endlessBetween(record.writer, maker);
  if (endless) return multiply(perSecond(added, endless), ENDLESS_SECONDS);
  if (maker.parent) return added.per(maker.trips.likely > 0 ? maker.trips : maker.calls);
  const caller = outermost(record.writer);
  switch (caller.recurrence) {
    case 'as seen':
      return quantity(added.low, added.likely, added.high);
    case 'without end':
      return multiply(added.per(caller.calls), ENDLESS_EVENTS);
    case 'unknown':
      return multiply(added.per(caller.calls), UNKNOWN_TRIPS);
  }
};

const perSecond = ({ low, likely, high }: Tally, node: ContextNode): Quantity => {
  const seconds = Math.max(totalSeconds(node), Number.MIN_VALUE);
  return quantity(low / seconds, likely / seconds, high / seconds);
};

/** The outermost loop without end that adds to what `maker` made. */
const endlessBetween = (writer: ContextNode, maker: ContextNode): ContextNode | null => {
  let found: ContextNode | null = null;
  for (let node: ContextNode | null = writer; node && node !== maker; node = node.parent)
    if (node.endless) found = node;
  return found;
};

/** What stands right under the root. */
const outermost = (node: ContextNode): ContextNode => {
  let top = node;
  while (top.parent?.parent) top = top.parent;
  return top;
};
