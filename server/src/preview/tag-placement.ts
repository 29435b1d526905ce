import type { TagType, Workload } from '@migration-tags/simulator';
import type { SourcePlace } from '../analysis/timeline.ts';
import type { PhasePlace } from './workload-of-timeline.ts';

/** A place of the timeline that could carry a tag. */
export interface Candidate {
  readonly place: SourcePlace;
  /** Indices into the workload's phase places: those that run inside it and carry no tag of the user's. */
  readonly covers: readonly number[];
}

/** One tag a candidate at most; the same length and order as the candidates. */
export type Placement = readonly (TagType | null)[];

const keyOf = ({ file, span }: SourcePlace): string => `${file}:${span.start}:${span.end}`;

/** Innermost first. */
const chainOf = ({ place, around }: PhasePlace): readonly SourcePlace[] => [place, ...[...around].reverse()];

/**
 * The places worth trying: code entities whose tag would change the tag of at least one phase. Of several that
 * cover the same phases, the innermost. Code between entities needs a region and is left to the programmer.
 */
export const candidatesOf = (workload: Workload, places: readonly PhasePlace[]): readonly Candidate[] => {
  const covering = new Map<string, { place: SourcePlace; covers: number[] }>();
  places.forEach((visit, index) => {
    if (workload.tasks[visit.task]?.phases[visit.phase]?.tag !== null) return;
    for (const place of chainOf(visit)) {
      if (place.entity === null) continue;
      const known = covering.get(keyOf(place));
      if (known) known.covers.push(index);
      else covering.set(keyOf(place), { place, covers: [index] });
    }
  });
  const distinct = new Map<string, Candidate>();
  for (const candidate of covering.values()) {
    const covered = candidate.covers.join();
    const rival = distinct.get(covered);
    if (!rival || candidate.place.span.end - candidate.place.span.start < length(rival.place)) {
      distinct.set(covered, candidate);
    }
  }
  return [...distinct.values()];
};

const length = ({ span }: SourcePlace): number => span.end - span.start;

/** The workload with a placement's tags: the user's own stay, else the innermost placed tag speaks. */
export const placeTags = (
  workload: Workload,
  places: readonly PhasePlace[],
  candidates: readonly Candidate[],
  placement: Placement,
): Workload => {
  const placed = new Map<string, TagType>();
  candidates.forEach(({ place }, index) => {
    const tag = placement[index];
    if (tag) placed.set(keyOf(place), tag);
  });
  const tagOf = new Map(
    places.map((visit) => {
      const speaking = chainOf(visit).find((place) => placed.has(keyOf(place)));
      return [`${visit.task}.${visit.phase}`, speaking ? (placed.get(keyOf(speaking)) ?? null) : null];
    }),
  );
  return {
    tasks: workload.tasks.map((task, taskIndex) => ({
      ...task,
      phases: task.phases.map((phase, phaseIndex) => ({
        ...phase,
        tag: phase.tag ?? tagOf.get(`${taskIndex}.${phaseIndex}`) ?? null,
      })),
    })),
  };
};
