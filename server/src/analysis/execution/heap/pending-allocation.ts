import type { Quantity } from '../../effects/quantity.ts';
import type { ContextNode } from '../costs/context-tree.ts';

/** An allocation that is charged only if its object escapes, to the code that made it. */
export interface PendingAllocation {
  readonly node: ContextNode;
  readonly weight: Quantity;
}
