import { add, type Quantity, scale } from '../effects/quantity.ts';
import type { ContextNode } from '../execution/context-tree.ts';

/** What library functions returned to a piece of code, and to all it runs. */
export interface Returned {
  /** Bytes alive at one time. */
  readonly alive: Quantity;
  /** Things are put where they outlive the code that made them. */
  readonly stores: boolean;
}

/**
 * A result is garbage before the next one comes: alive are those of one call, and of a loop those of one iteration. Where a loop also puts things away,
 * the results may be what it keeps.
 */
export const returnedTo = (node: ContextNode, except: ReadonlySet<ContextNode>): Returned => {
  const inside = [...node.children.values()]
    .filter((child) => !except.has(child))
    .map((child) => ({ child, ...returnedTo(child, except) }));
  const stores = node.writes.some(({ stored }) => stored.likely > 0) || inside.some((part) => part.stores);
  const passing = !stores && node.trips.likely > node.calls.likely;
  const alive = inside.reduce(
    (sum, part) => {
      const executions = passing
        ? 1
        : part.child.calls.likely / Math.max(node.calls.likely, Number.MIN_VALUE);
      return add(sum, scale(part.alive, Math.max(1, executions)));
    },
    node.returnedBytes.per(passing ? node.trips : node.calls),
  );
  return { alive, stores };
};
