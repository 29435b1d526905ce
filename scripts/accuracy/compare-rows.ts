import { inEnglish } from '@migration-tags/simulator';
import type { EntityProfile } from '../../server/src/analysis/entity-profile.ts';
import type { FunctionRow, MeasuredWindows, MicroRow, ProgramRow } from './measured-rows.ts';
import type { ScoredRow } from './report.ts';
import { PROFILER_FLOOR_PAGES, quietVerdict } from './score.ts';

const whyOf = (profile: EntityProfile | null): readonly string[] =>
  profile === null ? ['no entity found'] : [...profile.why, ...profile.questions].map(inEnglish);

const quietOf = (measured: MeasuredWindows, profile: EntityProfile | null): boolean | null => {
  const short = profile?.pagesIn['10ms'];
  const long = profile?.pagesIn['100ms'];
  if (!short || !long) return null;
  return quietVerdict(measured, { '10ms': short.likely, '100ms': long.likely });
};

export const compareWindow = <Row extends MicroRow | ProgramRow>(
  row: Row,
  profile: EntityProfile | null,
): ScoredRow<Row> => {
  const flag = row.kind === 'micro' && row.maxSemiSpaceMiB !== null ? ` (${row.maxSemiSpaceMiB} MiB)` : '';
  return {
    row,
    comparison: {
      name: `${row.name}${flag}`,
      measured: row.pagesIn['100ms'],
      profilersOwn: PROFILER_FLOOR_PAGES,
      estimate: profile?.pagesIn['100ms'] ?? null,
      why: whyOf(profile),
    },
    quietAgrees: quietOf(row.pagesIn, profile),
  };
};

export const compareCall = (row: FunctionRow, profile: EntityProfile | null): ScoredRow<FunctionRow> => ({
  row,
  comparison: {
    name: row.name,
    measured: row.pagesPerCall,
    profilersOwn: 0,
    estimate: profile?.pagesPerCall ?? null,
    why: whyOf(profile),
  },
  quietAgrees: null,
});
