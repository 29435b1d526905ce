import { add, NOTHING, type Quantity, quantity, scale } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import { Environment } from '../execution/environment.ts';
import { Shape } from '../execution/shape.ts';
import { Tally } from '../execution/tally.ts';
import type { Place, WriteRecord } from '../execution/write-record.ts';
import { storedToStay } from './in-place-regions.ts';

/**
 * What fresh objects keep alive while an entity runs. What a call builds is dropped when its caller goes on, or built anew by the next call:
 * of a function called many times, one call's worth is alive at one time.
 */
export class FreshMemory {
  /** By what it lives for, the calls of some code or the iterations of a loop, with the entity's execution that these are part of. */
  readonly #held = new Map<Tally, { readonly held: Tally; readonly entity: ContextNode }>();

  /** `node`, inside an entity at `depth`, holds what it noted by itself. */
  addHeld(node: ContextNode, depth: number): void {
    const call = callAround(node, depth);
    const held = this.#of(call, call.calls, depth);
    held.merge(node.heldBytes);
    if (node.heldInIterations.high > 0) held.addQuantity(ofOneIteration(node), node.heldInIterations);
    if (node.iteratedBytes.high > 0) this.#of(node, node.calls, depth).merge(node.iteratedBytes);
  }

  /** A container that the entity made grows and is filled. */
  addRecord(record: WriteRecord, depth: number): void {
    const call = callAround(record.maker, depth);
    const loop = isDropped(record.place) ? loopAround(record.maker, depth) : null;
    const held = loop ? this.#of(loop, loop.trips, depth) : this.#of(call, call.calls, depth);
    held.merge(record.stored);
    held.merge(record.grown);
    held.subtract(record.freed);
  }

  /** Bytes alive at one time, at the most, in the mean over `calls` of the entity. */
  aliveAtOnce(calls: Tally): Quantity {
    let alive: Quantity = NOTHING;
    for (const [lives, { held, entity }] of this.#held)
      alive = add(alive, scale(held.per(lives), entity.calls.likely / calls.likely));
    return alive;
  }

  #of(node: ContextNode, lives: Tally, depth: number): Tally {
    const known = this.#held.get(lives);
    if (known) return known.held;
    let entity = node;
    while (entity.depth > depth && entity.parent) entity = entity.parent;
    const held = new Tally();
    this.#held.set(lives, { held, entity });
    return held;
  }
}

/** The share of what its iterations hold that is alive at one time: of one of them, or of as many as what they put away stays of. */
const ofOneIteration = (loop: ContextNode): Quantity => {
  const { stored, stays } = putAway(loop, loop.depth);
  const kept = stored > 0 ? stays / stored : 0;
  return quantity(Math.max(kept, Math.min(1, loop.calls.likely / loop.trips.likely)));
};

/** Things that code in a loop at `depth` stores where they outlive its iterations, bytes. */
const putAway = (node: ContextNode, depth: number): { readonly stored: number; readonly stays: number } => {
  let stored = 0;
  let stays = 0;
  for (const record of node.writes) {
    if (record.level > depth) continue;
    const part = storedToStay(record);
    stored += part.stored;
    stays += part.stays;
  }
  for (const child of node.children.values()) {
    const part = putAway(child, depth);
    stored += part.stored;
    stays += part.stays;
  }
  return { stored, stays };
};

/** The call that a node is part of, or the entity. */
const callAround = (node: ContextNode, depth: number): ContextNode => {
  let call = node;
  while (call.depth > depth && call.parent && (call.calledAt === null || call.reentered)) call = call.parent;
  return call;
};

/** The innermost loop of that call which a node is part of. */
const loopAround = (node: ContextNode, depth: number): ContextNode | null => {
  for (let at: ContextNode | null = node; at && at.depth >= depth && at.calledAt === null; at = at.parent)
    if (at.trips.likely > at.calls.likely) return at;
  return null;
};

/** What an iteration made and nothing older took in is garbage when the next one comes. */
const isDropped = (place: Place): boolean =>
  !(place instanceof Environment) && !(place instanceof Shape ? place : place.shape).outlivesRound;
