import { type Estimate, inEnglish, mapEstimate } from '@migration-tags/simulator';
import type { EntityProfile } from '../../server/src/analysis/entity-profile.ts';
import type { FunctionRow, MeasuredRow, MeasuredWindows, MicroRow, ProgramRow } from './measured-rows.ts';
import type { ScoredRow } from './results.ts';
import { type Comparison, PROFILER_FLOOR_PAGES, quietVerdict } from './score.ts';

const whyOf = (profile: EntityProfile | null): readonly string[] =>
  profile === null ? ['no entity found'] : [...profile.why, ...profile.questions].map(inEnglish);

const quietOf = (measured: MeasuredWindows, profile: EntityProfile | null): boolean | null => {
  const short = profile?.pagesIn['10ms'];
  const long = profile?.pagesIn['100ms'];
  if (!short || !long) return null;
  return quietVerdict(measured, { '10ms': short.likely, '100ms': long.likely });
};

const inMilliseconds = (seconds: Estimate): Estimate => mapEstimate(seconds, (value) => value * 1000);

/** How long one execution lasts, milliseconds; what a row names is executed once an iteration, or once a call. */
const compareDuration = (row: MeasuredRow, name: string, profile: EntityProfile | null): Comparison => ({
  name,
  measured: row.kind === 'function' ? row.callMs : row.iterationMs,
  floor: 0,
  profilersOwn: 0,
  estimate: profile?.durationSeconds ? inMilliseconds(profile.durationSeconds) : null,
  why: whyOf(profile),
});

export const compareWindow = <Row extends MicroRow | ProgramRow>(
  row: Row,
  profile: EntityProfile | null,
): ScoredRow<Row> => {
  const flag = row.kind === 'micro' && row.maxSemiSpaceMiB !== null ? ` (${row.maxSemiSpaceMiB} MiB)` : '';
  const name = `${row.name}${flag}`;
  return {
    row,
    comparison: {
      name,
      measured: row.pagesIn['100ms'],
      floor: PROFILER_FLOOR_PAGES,
      profilersOwn: PROFILER_FLOOR_PAGES,
      estimate: profile?.pagesIn['100ms'] ?? null,
      why: whyOf(profile),
    },
    quietAgrees: quietOf(row.pagesIn, profile),
    duration: compareDuration(row, name, profile),
  };
};

export const compareCall = (row: FunctionRow, profile: EntityProfile | null): ScoredRow<FunctionRow> => ({
  row,
  comparison: {
    name: row.name,
    measured: row.pagesPerCall,
    floor: PROFILER_FLOOR_PAGES,
    profilersOwn: 0,
    estimate: profile?.pagesPerCall ?? null,
    why: whyOf(profile),
  },
  quietAgrees: null,
  duration: compareDuration(row, row.name, profile),
});
