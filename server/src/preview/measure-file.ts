import type { Environment, Workload } from '@migration-tags/simulator';
import type { Analyzer, CancellationProbe } from '../analysis/analyzer.ts';
import type { SourcePlace, Timeline } from '../analysis/timeline.ts';
import type { FileMeasure, TagMeasure } from '../rules/index.ts';
import type { BoundTag } from '../tags/index.ts';
import { budgetBytes } from './dirty-budget.ts';
import type { EntityReport } from './entity-report.ts';
import { reportsOfFile } from './reports-of-file.ts';
import { phasesUnder } from './tag-phases.ts';
import { verdictOfWrites } from './verdict.ts';
import { type PhasePlace, type WorkloadReading, workloadOfTimeline } from './workload-of-timeline.ts';

/** One file judged in one environment: what the surfaces show, and what the rules ask. */
export interface FileAssessment {
  /** Code entities, then tagged regions. */
  readonly reports: readonly EntityReport[];
  readonly measure: FileMeasure;
}

/** How often the tag is entered; `null`: not known, or seldom enough that no visit was counted. */
const visitsPerSecond = (tag: BoundTag, file: string, { visits }: Timeline): number | null => {
  const entered = visits.filter(({ place }) => isOn(tag, file, place)).map(({ perSecond }) => perSecond);
  return entered.length === 0 ? null : Math.max(...entered);
};

/** The place is the tag's own, not one inside. */
const isOn = ({ target }: BoundTag, file: string, place: SourcePlace): boolean =>
  place.file === file &&
  (target.kind === 'entity'
    ? place.entity === target.entity
    : target.span.start === place.span.start && target.span.end === place.span.end);

/** Names of the hot phases of the tasks that the tag does not stand in. */
const hotMeanwhile = (
  under: ReadonlySet<number>,
  workload: Workload,
  places: readonly PhasePlace[],
  environment: Environment,
): readonly string[] => {
  const own = new Set(places.flatMap(({ task }, index) => (under.has(index) ? [task] : [])));
  if (own.size === 0) return [];
  const names = workload.tasks.flatMap(({ phases }, task) =>
    own.has(task)
      ? []
      : phases.flatMap(({ name, writes }) => (verdictOfWrites(writes, environment) === 'hot' ? [name] : [])),
  );
  return [...new Set(names)];
};

const isQuietWindow = ({ verdict, profile }: EntityReport, { coordinator }: Environment): boolean =>
  (verdict === 'low-range' || verdict === 'low-frequency') &&
  profile.durationSeconds !== null &&
  profile.durationSeconds.likely >= coordinator.reactionSeconds;

const tagMeasure = (
  tag: BoundTag,
  report: EntityReport | undefined,
  file: string,
  timeline: Timeline,
  reading: WorkloadReading,
  environment: Environment,
): TagMeasure | null => {
  if (report === undefined) return null;
  const { profile, verdict, downtimeMs, neededSeconds } = report;
  const places = reading.kind === 'known' ? reading.places : [];
  const workload = reading.kind === 'known' ? reading.workload : { tasks: [] };
  const under = phasesUnder(tag, file, places);
  return {
    profile,
    verdict,
    downtimeSeconds: downtimeMs && { p50: downtimeMs.p50 / 1000, p95: downtimeMs.p95 / 1000 },
    neededSeconds,
    visitsPerSecond: visitsPerSecond(tag, file, timeline),
    hotMeanwhile: hotMeanwhile(under, workload, places, environment),
    pays: report.shortWindow?.pays ?? null,
  };
};

/** Judges one file; `timeline` is that of the file run as an entry. */
export const assessFile = (
  analyzer: Analyzer,
  file: string,
  timeline: Timeline,
  environment: Environment,
  cancelled?: CancellationProbe,
): FileAssessment => {
  const sheet = analyzer.tags(file);
  const reports = reportsOfFile(analyzer, file, sheet, () => timeline, environment, cancelled);
  const reading = workloadOfTimeline(timeline, environment.vm);
  const { migration, coordinator } = environment;
  return {
    reports,
    measure: {
      budgetBytes: budgetBytes(environment),
      downtimeLimitSeconds: migration.downtimeLimitSeconds,
      reactionSeconds: coordinator.reactionSeconds,
      tags: sheet.tags.map((tag) =>
        tagMeasure(
          tag,
          reports.find((report) => report.tag === tag),
          file,
          timeline,
          reading,
          environment,
        ),
      ),
      assumptions: analyzer.assumptionUses(file, cancelled),
      quietWindows: reports
        .filter(({ subject }) => subject.kind !== 'region')
        .map((report) => isQuietWindow(report, environment)),
      arrivals: timeline.arrivals.flatMap((place) => (place.file === file ? (place.entity ?? []) : [])),
    },
  };
};
