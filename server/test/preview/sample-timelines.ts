import { exactly, type TagType, verbatim, type WriteRegion } from '@migration-tags/simulator';
import type { SourcePlace, Timeline, TimelinePhase, TimelineStep } from '../../src/analysis/timeline.ts';
import type { SourceOutline } from '../../src/source/outline.ts';

const FILE = '/project/main.ts';

/** Place number `n`: an entity of its own, ten characters long. */
export const placeAt = (n: number, file = FILE): SourcePlace => ({
  file,
  entity: n,
  span: { start: n * 10, end: n * 10 + 10 },
});

export const phase = (
  n: number,
  durationSeconds: number | null,
  writes: readonly WriteRegion[] | null,
  { tag = null, around = [] }: { tag?: TagType | null; around?: readonly SourcePlace[] } = {},
): TimelineStep => {
  const own: TimelinePhase = {
    name: verbatim(`phase ${n}`),
    place: placeAt(n),
    around,
    running: [],
    durationSeconds: durationSeconds === null ? null : exactly(durationSeconds),
    tag,
    isIdle: false,
    writes,
    why: [],
  };
  return { kind: 'phase', phase: own };
};

export const loop = (trips: number | null | 'endless', ...steps: readonly TimelineStep[]): TimelineStep => ({
  kind: 'loop',
  place: { file: FILE, entity: null, span: { start: 0, end: 1000 } },
  trips: typeof trips === 'number' ? exactly(trips) : null,
  endless: trips === 'endless',
  steps,
});

export const timelineOf = (...tasks: readonly (readonly TimelineStep[])[]): Timeline => ({
  entryFile: FILE,
  tasks,
  visits: [],
  notes: [],
  questions: [],
  arrivals: [],
});

/** For timelines that say nothing of the code that runs: no region is looked for. */
export const noOutline = (file: string): SourceOutline => {
  throw new Error(`no outline of ${file}`);
};
