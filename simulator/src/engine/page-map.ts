import type { EngineContext } from './engine.ts';
import type { GuestMemory } from './memory.ts';
import { PageShares } from './page-shares.ts';

/** A set of the guest's pages at count level: one `PageShares` for each extent of the memory, in address order. */
export type PageMap = readonly PageShares[];

export const allPages = (memory: GuestMemory): PageMap =>
  memory.extents.map((extent) => PageShares.even(extent.pages, 1));

export const noPages = (memory: GuestMemory): PageMap =>
  memory.extents.map((extent) => PageShares.even(extent.pages, 0));

export const countPages = (map: PageMap): number => map.reduce((sum, shares) => sum + shares.count, 0);

/** Extent by extent. */
export const zipMaps = (
  left: PageMap,
  right: PageMap,
  combine: (left: PageShares, right: PageShares) => PageShares,
): PageMap =>
  left.map((shares, extent) => combine(shares, right[extent] ?? PageShares.even(shares.pages, 0)));

export const union = (left: PageMap, right: PageMap): PageMap => zipMaps(left, right, (a, b) => a.union(b));
export const both = (left: PageMap, right: PageMap): PageMap => zipMaps(left, right, (a, b) => a.both(b));
export const minus = (left: PageMap, right: PageMap): PageMap => zipMaps(left, right, (a, b) => a.minus(b));
export const plus = (left: PageMap, right: PageMap): PageMap => zipMaps(left, right, (a, b) => a.plus(b));

/** Pages written since the log was last taken. */
export const peekLog = (context: EngineContext): PageMap =>
  context.memory.extents.map((extent) => extent.log(context.now()));

/** Reads and clears the log. */
export function takeLog(context: EngineContext): PageMap {
  const log = peekLog(context);
  context.memory.sync();
  return log;
}
