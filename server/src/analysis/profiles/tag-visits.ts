import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { TagVisits } from '../timeline.ts';
import { placeKey } from './entity-nodes.ts';
import { totalSeconds } from './node-time.ts';
import type { SourcePlaces } from './source-places.ts';

/** Visits are counted over code that runs at least so long at a time: a burst inside says nothing of the rest. */
const LEAST_WINDOW_SECONDS = 1;

/** A function that events call so often. */
export interface CallRate {
  readonly executions: readonly ContextNode[];
  readonly perSecond: number;
}

/** How often each tagged place is entered by the calls of events. */
export const tagVisitsOfEvents = (rates: readonly CallRate[], places: SourcePlaces): readonly TagVisits[] => {
  const visits: TagVisits[] = [];
  for (const { executions, perSecond } of rates) {
    const calls = executions.reduce((sum, node) => sum + node.calls.likely, 0);
    const visit = (node: ContextNode): void => {
      if (places.tagOf(node) !== null)
        visits.push({ place: places.placeOf(node), perSecond: (perSecond * node.calls.likely) / calls });
      for (const child of node.children.values()) visit(child);
    };
    if (calls > 0) executions.forEach(visit);
  }
  return visits;
};

/** How often each tagged place is entered while the code around it runs, where that is long enough to tell. */
export const tagVisits = (roots: readonly ContextNode[], places: SourcePlaces): readonly TagVisits[] => {
  const visits = new Map<string, TagVisits>();
  const visit = (node: ContextNode, window: ContextNode | null): void => {
    if (window && places.tagOf(node) !== null) {
      const place = places.placeOf(node);
      const key = placeKey(place.file, place.span);
      const perSecond = node.calls.likely / totalSeconds(window);
      if (perSecond > (visits.get(key)?.perSecond ?? 0)) visits.set(key, { place, perSecond });
    }
    const isWindow = node.calls.likely > 0 && totalSeconds(node) / node.calls.likely >= LEAST_WINDOW_SECONDS;
    for (const child of node.children.values()) visit(child, isWindow ? node : window);
  };
  for (const root of roots) visit(root, null);
  return [...visits.values()];
};
