import { add, largest, type Quantity, scale } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/context-tree.ts';
import { storedToStay } from './in-place-regions.ts';

/** What library functions returned to a piece of code, and to all it runs. */
export interface Returned {
  /** Bytes alive at one time. */
  readonly alive: Quantity;
  /** Bytes of things put where they outlive the code that made them; of these, what is not replaced by others. */
  readonly stored: number;
  readonly stays: number;
}

/**
 * A result is garbage before the next one comes: alive are those of one call, and of a loop those of one iteration. Where a loop also puts things away,
 * the results may be what it keeps, of as many iterations as what it put away stays of.
 */
export const returnedTo = (node: ContextNode, except: ReadonlySet<ContextNode>): Returned => {
  const inside = [...node.children.values()]
    .filter((child) => !except.has(child))
    .map((child) => ({ child, ...returnedTo(child, except) }));
  let stored = 0;
  let stays = 0;
  for (const part of [...node.writes.map(storedToStay), ...inside]) {
    stored += part.stored;
    stays += part.stays;
  }
  const loops = node.trips.likely > node.calls.likely;
  const kept = !loops ? 1 : stored > 0 ? stays / stored : 0;
  const ofCall = scale(node.returnedBytes.per(node.calls), kept);
  const alive = inside.reduce(
    (sum, part) => {
      const executions = part.child.calls.likely / Math.max(node.calls.likely, Number.MIN_VALUE);
      return add(sum, scale(part.alive, Math.max(1, executions * kept)));
    },
    loops ? largest(node.returnedBytes.per(node.trips), ofCall) : ofCall,
  );
  return { alive, stored, stays };
};
