import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { Tally } from '../execution/costs/tally.ts';
import type { Site } from '../program/code.ts';

/** Constant waits in code of declared duration, seconds; code that computes or asks is not here: nothing certain is known of it. */
export type ConstantWaits = ReadonlyMap<Site, number>;

/** Computing that takes less than this share of a constant wait does not blur it. */
const LITTLE = 0.05;

/**
 * Stretches what was executed to the durations that the user declared, so that they hold for all the code around too:
 * the code does what it does, in the declared time. Answers with what the source itself says of these durations.
 */
export const applyDeclaredDurations = (
  root: ContextNode,
  assumed: (site: Site) => AssumedFacts | undefined,
): ConstantWaits => {
  const constant = new Map<Site, number>();
  const visit = (node: ContextNode): void => {
    for (const child of node.children.values()) visit(child);
    const seconds = assumed(node.site)?.durationSeconds;
    if (seconds === undefined || node.calls.likely <= 0) return;
    const wait = constantWait(node);
    if (wait !== null) constant.set(node.site, wait);
    else constant.delete(node.site);
    stretch(node, seconds);
  };
  visit(root);
  return constant;
};

const constantWait = (node: ContextNode): number | null => {
  const { low, likely, high } = node.waitSeconds.per(node.calls);
  const computing = subtree(node).reduce((sum, { nanoseconds }) => sum + nanoseconds.high, 0) * 1e-9;
  const isCertain = low === high && subtree(node).every(({ questions }) => questions.size === 0);
  return isCertain && likely > 0 && computing / node.calls.high < LITTLE * likely ? likely : null;
};

const subtree = (node: ContextNode): readonly ContextNode[] => [
  node,
  ...[...node.children.values()].flatMap(subtree),
];

const stretch = (node: ContextNode, seconds: number): void => {
  const nodes = subtree(node);
  const computed = nodes.reduce((sum, { nanoseconds }) => sum + nanoseconds.likely, 0) * 1e-9;
  const { calls } = node;
  const before = computed + node.waitSeconds.likely;
  const waitedBefore = { ...node.waitSeconds };
  const factor = before > 0 ? (seconds * calls.likely) / before : 0;
  for (const inner of nodes) {
    stretchTally(inner.nanoseconds, factor, calls);
    stretchTally(inner.waitSeconds, factor, calls);
  }
  if (before <= 0) node.waitSeconds.add(calls, seconds);
  passOn(node, waitedBefore);
};

/** Exact in every bound: the user said how long one execution takes. */
const stretchTally = (tally: Tally, factor: number, calls: Tally): void => {
  const perCall = (tally.likely * factor) / calls.likely;
  tally.low = perCall * calls.low;
  tally.likely = perCall * calls.likely;
  tally.high = perCall * calls.high;
};

/** The code around waits as much longer or shorter as the code inside; where waits overlapped, by their share. */
const passOn = (node: ContextNode, before: Pick<Tally, 'low' | 'likely' | 'high'>): void => {
  const { parent } = node;
  if (!parent) return;
  const others = [...parent.children.values()].filter((child) => child !== node);
  const inside = others.reduce((sum, { waitSeconds }) => sum + waitSeconds.likely, before.likely);
  const share = inside > 0 ? Math.min(1, parent.waitSeconds.likely / inside) : 1;
  for (let around: ContextNode | null = parent; around; around = around.parent)
    for (const bound of ['low', 'likely', 'high'] as const)
      around.waitSeconds[bound] = Math.max(
        0,
        around.waitSeconds[bound] + share * (node.waitSeconds[bound] - before[bound]),
      );
};
