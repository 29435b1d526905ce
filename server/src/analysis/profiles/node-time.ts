import type { ContextNode } from '../execution/costs/context-tree.ts';

/** Seconds of all executions of a node, what it calls included. */
export const totalSeconds = (node: ContextNode): number =>
  nanosecondsOf(node) * 1e-9 + node.waitSeconds.likely;

/** Seconds of one of so many executions. */
export const secondsOf = (node: ContextNode, executions: number): number =>
  executions > 0 ? totalSeconds(node) / executions : 0;

const nanosecondsOf = (node: ContextNode): number => {
  let total = node.nanoseconds.likely;
  for (const child of node.children.values()) total += nanosecondsOf(child);
  return total;
};
