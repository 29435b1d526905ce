import { add, NOTHING, type Quantity, quantity, scale } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import { Tally } from '../execution/tally.ts';
import type { WriteRecord } from '../execution/write-record.ts';
import { storedToStay } from './in-place-regions.ts';

/**
 * What fresh objects keep alive while an entity runs. What a call builds is dropped when its caller goes on, or built anew by the next call:
 * of a function called many times, one call's worth is alive at one time.
 */
export class FreshMemory {
  /** By the call that it lives for, with the entity's execution that this is part of. */
  readonly #held = new Map<ContextNode, { readonly held: Tally; readonly entity: ContextNode }>();

  /** `node`, inside an entity at `depth`, holds what it noted by itself. */
  addHeld(node: ContextNode, depth: number): void {
    this.#of(node, depth).merge(node.heldBytes);
    if (node.heldInIterations.high > 0)
      this.#of(node, depth).addQuantity(ofOneIteration(node), node.heldInIterations);
    if (node.iteratedBytes.high > 0) this.#during(node, depth).merge(node.iteratedBytes);
  }

  /** A container that the entity made grows and is filled. */
  addRecord(record: WriteRecord, depth: number): void {
    const held = this.#of(record.maker, depth);
    held.merge(record.stored);
    held.merge(record.grown);
    held.subtract(record.freed);
  }

  /** Bytes alive at one time, at the most, in the mean over `calls` of the entity. */
  aliveAtOnce(calls: Tally): Quantity {
    let alive: Quantity = NOTHING;
    for (const [call, { held, entity }] of this.#held)
      alive = add(alive, scale(held.per(call.calls), entity.calls.likely / calls.likely));
    return alive;
  }

  #of(node: ContextNode, depth: number): Tally {
    let call = node;
    while (call.depth > depth && call.parent && (call.calledAt === null || call.reentered))
      call = call.parent;
    return this.#during(call, depth);
  }

  /** What lives as long as one execution of `call` runs. */
  #during(call: ContextNode, depth: number): Tally {
    const known = this.#held.get(call);
    if (known) return known.held;
    let entity = call;
    while (entity.depth > depth && entity.parent) entity = entity.parent;
    const held = new Tally();
    this.#held.set(call, { held, entity });
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
