import type { Environment, TagType, Workload } from '@migration-tags/simulator';
import type { SourcePlace } from '../analysis/timeline.ts';
import { verdictOfWrites } from './verdict.ts';
import type { PhasePlace } from './workload-of-timeline.ts';

/** A tag that could be added to the timeline. */
export interface Candidate {
  readonly place: SourcePlace;
  readonly tag: TagType;
  /** Indices into the workload's phase places: those that run inside it and carry no tag of the user's. */
  readonly covers: readonly number[];
}

/** Which candidates are placed; the same length and order as the candidates. */
export type Placement = readonly boolean[];

const keyOf = ({ file, span }: SourcePlace): string => `${file}:${span.start}:${span.end}`;

/** Innermost first. */
const chainOf = ({ place, around }: PhasePlace): readonly SourcePlace[] => [place, ...[...around].reverse()];

/**
 * The tags worth trying: `approve` on code entities whose phases are all quiet, `withdraw` where all are hot, by the
 * verdict. Other tags would claim of the code what is not so, even where a simulated hypervisor rewards them (a bar
 * over quiet code makes QEMU wait for a smaller rest). Of several places around the same phases, the innermost.
 * Code between entities would need a region of just its statements, which a phase does not tell: left alone.
 */
export const candidatesOf = (
  workload: Workload,
  places: readonly PhasePlace[],
  environment: Environment,
): readonly Candidate[] => {
  const covering = new Map<string, { place: SourcePlace; covers: number[]; tags: Set<TagType> }>();
  places.forEach((visit, index) => {
    const phase = workload.tasks[visit.task]?.phases[visit.phase];
    if (phase?.tag !== null) return;
    const tag = verdictOfWrites(phase.writes, environment) === 'hot' ? 'withdraw' : 'approve';
    for (const place of chainOf(visit)) {
      if (place.entity === null) continue;
      const known = covering.get(keyOf(place)) ?? { place, covers: [], tags: new Set() };
      covering.set(keyOf(place), known);
      if (known.covers.at(-1) !== index) known.covers.push(index);
      known.tags.add(tag);
    }
  });
  const distinct = new Map<string, Candidate>();
  for (const { place, covers, tags } of covering.values()) {
    const [tag, other] = tags;
    if (tag === undefined || other !== undefined) continue;
    const rival = distinct.get(covers.join());
    if (!rival || length(place) < length(rival.place)) distinct.set(covers.join(), { place, tag, covers });
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
  candidates.forEach(({ place, tag }, index) => {
    if (placement[index]) placed.set(keyOf(place), tag);
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
