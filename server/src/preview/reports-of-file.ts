import type { Environment } from '@migration-tags/simulator';
import type { Analyzer, CancellationProbe } from '../analysis/analyzer.ts';
import type { Timeline } from '../analysis/timeline.ts';
import type { TagSheet } from '../tags/index.ts';
import { type EntityReport, entityReports, regionReports } from './entity-report.ts';
import { withShortWindows } from './short-windows.ts';

/** All of one file's reports: code entities, then tagged regions of its sheet. `timeline`: of the program that the tags are judged in. */
export const reportsOfFile = (
  analyzer: Analyzer,
  file: string,
  sheet: TagSheet,
  timeline: () => Timeline,
  environment: Environment,
  cancelled?: CancellationProbe,
): readonly EntityReport[] => {
  const entities = analyzer.profiles(file, cancelled);
  const regions = analyzer.regionProfiles(file, cancelled);
  const reports = [
    ...entityReports(entities, analyzer.outline(file), sheet, environment),
    ...regionReports(regions, sheet, environment),
  ];
  return withShortWindows(reports, file, timeline, environment);
};
