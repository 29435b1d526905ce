import type { Environment, TagType, Workload } from '@migration-tags/simulator';
import type { SourcePlace } from '../analysis/timeline.ts';
import type { SourceOutline } from '../source/outline.ts';
import { regionCandidates } from './region-candidates.ts';
import { withExits } from './task-exits.ts';
import { verdictOfWrites } from './verdict.ts';
import type { PhasePlace } from './workload-of-timeline.ts';

/** A tag that could be added to the timeline: on an entity, or around statements where the place has none. */
export interface Candidate {
  readonly place: SourcePlace;
  readonly tag: TagType;
  /** Indices into the workload's phase places: those that run inside it and carry no tag of the user's. */
  readonly covers: readonly number[];
}

/** Which candidates are placed; the same length and order as the candidates. */
export type Placement = readonly boolean[];

const keyOf = ({ file, span }: SourcePlace): string => `${file}:${span.start}:${span.end}`;

/**
 * The tags worth trying: `approve` on code whose phases are all quiet, `withdraw` where all are hot, by the verdict. Other
 * tags would claim of the code what is not so, even where a simulated hypervisor rewards them (a bar over quiet code makes
 * QEMU wait for a smaller rest). The code is an entity, or a region of statements around calls of entities; of several
 * around the same phases, an entity rather than a region, the innermost of them.
 */
export const candidatesOf = (
  workload: Workload,
  places: readonly PhasePlace[],
  environment: Environment,
  outlineOf: (file: string) => SourceOutline,
): readonly Candidate[] => {
  const tags = places.map(({ task, phase: index, isIdle }): TagType | null => {
    const phase = workload.tasks[task]?.phases[index];
    if (phase?.tag !== null || isIdle) return null;
    return verdictOfWrites(phase.writes, environment) === 'hot' ? 'withdraw' : 'approve';
  });
  const distinct = new Map<string, Candidate>();
  for (const candidate of [...entityCandidates(places, tags), ...regionCandidates(places, tags, outlineOf)]) {
    const key = candidate.covers.join();
    const rival = distinct.get(key);
    if (!rival || isBetter(candidate.place, rival.place)) distinct.set(key, candidate);
  }
  return [...distinct.values()];
};

const entityCandidates = (
  places: readonly PhasePlace[],
  tags: readonly (TagType | null)[],
): readonly Candidate[] => {
  const covering = new Map<string, { place: SourcePlace; covers: number[]; tags: Set<TagType> }>();
  places.forEach((visit, index) => {
    const tag = tags[index];
    if (!tag) return;
    for (const place of [visit.place, ...visit.around]) {
      if (place.entity === null) continue;
      const known = covering.get(keyOf(place)) ?? { place, covers: [], tags: new Set() };
      covering.set(keyOf(place), known);
      if (known.covers.at(-1) !== index) known.covers.push(index);
      known.tags.add(tag);
    }
  });
  return [...covering.values()].flatMap(({ place, covers, tags: called }) => {
    const [tag, other] = called;
    return tag === undefined || other !== undefined ? [] : [{ place, tag, covers }];
  });
};

const isBetter = (place: SourcePlace, rival: SourcePlace): boolean =>
  (place.entity === null) === (rival.entity === null) ? length(place) < length(rival) : place.entity !== null;

const length = ({ span }: SourcePlace): number => span.end - span.start;

/** The workload with a placement's tags; the user's own stay. All candidates around a phase call for the same tag. */
export const placeTags = (
  workload: Workload,
  places: readonly PhasePlace[],
  candidates: readonly Candidate[],
  placement: Placement,
): Workload => {
  const tagOf = new Map(
    candidates.flatMap(({ covers, tag }, index) =>
      placement[index]
        ? covers.map((visit): [string, TagType] => [`${places[visit]?.task}.${places[visit]?.phase}`, tag])
        : [],
    ),
  );
  const idle = new Set(places.flatMap(({ task, phase, isIdle }) => (isIdle ? [`${task}.${phase}`] : [])));
  return {
    tasks: workload.tasks.map((task, taskIndex) => {
      const phases = task.phases.map((phase, phaseIndex) => ({
        ...phase,
        tag: phase.tag ?? tagOf.get(`${taskIndex}.${phaseIndex}`) ?? null,
      }));
      return { ...task, phases: withExits(phases, (phase) => idle.has(`${taskIndex}.${phase}`)) };
    }),
  };
};
