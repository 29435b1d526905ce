import type { TagType } from '@migration-tags/simulator';
import type { SourceOutline } from '../source/outline.ts';
import { contains } from '../source/span.ts';
import type { Candidate } from './tag-placement.ts';
import type { PhasePlace } from './workload-of-timeline.ts';

/** The statements of one list that phases ran in. */
interface RanList {
  readonly file: string;
  readonly outline: SourceOutline;
  readonly list: number;
  /** Indices of the phases' visits, by item. */
  readonly visits: Map<number, number[]>;
}

/**
 * Regions worth trying: the longest stretches of statements in one list all of whose phases call for the same tag, what is
 * between them included. `tags`: what each visit calls for, `null`: nothing, or it has the user's tag.
 */
export const regionCandidates = (
  places: readonly PhasePlace[],
  tags: readonly (TagType | null)[],
  outlineOf: (file: string) => SourceOutline,
): readonly Candidate[] => ranLists(places, outlineOf).flatMap((ran) => stretches(ran, tags));

const ranLists = (
  places: readonly PhasePlace[],
  outlineOf: (file: string) => SourceOutline,
): readonly RanList[] => {
  const lists = new Map<string, RanList>();
  places.forEach(({ running }, visit) => {
    for (const { file, span } of running) {
      const outline = outlineOf(file);
      const list = outline.lists.findLast((one) => one.kind === 'statements' && contains(one.span, span));
      const item = list?.items.findIndex((one) => contains(one.span, span)) ?? -1;
      if (!list || item < 0) continue;
      const key = `${file}:${list.index}`;
      const ran = lists.get(key) ?? { file, outline, list: list.index, visits: new Map() };
      lists.set(key, ran);
      const visits = ran.visits.get(item) ?? [];
      if (visits.at(-1) !== visit) ran.visits.set(item, [...visits, visit]);
    }
  });
  return [...lists.values()];
};

interface Stretch {
  readonly tag: TagType;
  readonly first: number;
  last: number;
  readonly covers: number[];
}

const stretches = (
  { file, outline, list, visits }: RanList,
  tags: readonly (TagType | null)[],
): readonly Candidate[] => {
  const items = outline.lists[list]?.items ?? [];
  const found: Stretch[] = [];
  let isOpen = false;
  for (const [item, own] of [...visits].sort(([a], [b]) => a - b)) {
    const [tag, other] = new Set(own.map((visit) => tags[visit] ?? null));
    const latest = found.at(-1);
    if (!tag || other !== undefined) isOpen = false;
    else if (isOpen && latest?.tag === tag) {
      latest.last = item;
      latest.covers.push(...own);
    } else {
      found.push({ tag, first: item, last: item, covers: [...own] });
      isOpen = true;
    }
  }
  return found.flatMap(({ tag, first, last, covers }) => {
    const [start, end] = [items[first]?.span.start, items[last]?.span.end];
    if (start === undefined || end === undefined) return [];
    const place = { file, entity: null, span: { start, end } };
    return [{ place, tag, covers: covers.sort((a, b) => a - b) }];
  });
};
