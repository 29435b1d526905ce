import type { Environment } from '@migration-tags/simulator';
import type { Timeline } from '../analysis/timeline.ts';
import { endsBeforeMigration } from '../rules/measure.ts';
import type { EntityReport, ShortWindow } from './entity-report.ts';
import { phasesUnder } from './tag-phases.ts';
import { tagPays } from './tagged-outcome.ts';
import { type WorkloadReading, workloadOfTimeline } from './workload-of-timeline.ts';

/** The reports with what is known of approved code that ends too soon. `timeline`: of a program that the file is part of. */
export const withShortWindows = (
  reports: readonly EntityReport[],
  file: string,
  timeline: () => Timeline,
  environment: Environment,
): readonly EntityReport[] => {
  let reading: WorkloadReading | null = null;
  return reports.map((report) => {
    const tooShort = windowTooShort(report, environment);
    if (tooShort === null) return report;
    reading ??= workloadOfTimeline(timeline(), environment.vm);
    return { ...report, shortWindow: { ...tooShort, pays: pays(report, file, reading, environment) } };
  });
};

const windowTooShort = (
  { profile, neededSeconds, tag }: EntityReport,
  { coordinator: { reactionSeconds } }: Environment,
): Omit<ShortWindow, 'pays'> | null => {
  const lastsSeconds = profile.durationSeconds;
  if (tag?.type !== 'approve' || lastsSeconds === null || neededSeconds === null) return null;
  return endsBeforeMigration(lastsSeconds, neededSeconds, reactionSeconds)
    ? { lastsSeconds, neededSeconds: neededSeconds + reactionSeconds }
    : null;
};

const pays = (
  { tag }: EntityReport,
  file: string,
  reading: WorkloadReading,
  environment: Environment,
): boolean | null => {
  if (tag === null || reading.kind === 'unknown') return null;
  const { places, workload } = reading;
  const tagged = [...phasesUnder(tag, file, places)].flatMap((index) => places[index] ?? []);
  return tagged.length === 0 ? null : tagPays(workload, tagged, environment);
};
