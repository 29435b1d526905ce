import type { SourcePlace } from '../analysis/timeline.ts';
import type { BoundTag } from '../tags/index.ts';
import type { PhasePlace } from './workload-of-timeline.ts';

/** The place is the tag's own or inside of it. */
const stands = ({ target }: BoundTag, file: string, place: SourcePlace): boolean => {
  if (place.file !== file) return false;
  return target.kind === 'entity'
    ? place.entity === target.entity
    : target.span.start <= place.span.start && place.span.end <= target.span.end;
};

/** Indices of the phases that run under the tag. */
export const phasesUnder = (
  tag: BoundTag,
  file: string,
  places: readonly PhasePlace[],
): ReadonlySet<number> =>
  new Set(
    places.flatMap(({ place, around }, index) =>
      [place, ...around].some((own) => stands(tag, file, own)) ? [index] : [],
    ),
  );
