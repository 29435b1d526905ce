import type { CollectorActivity } from './collector-trace.ts';
import { type MeasuredCalls, median, type Windows } from './measure.ts';
import type { Preparation, Subject } from './subject.ts';

/** The columns of pages-programs.csv and of pages-functions.csv. */
export const PROGRAM_COLUMNS =
  'suite,name,file,entry,line_range,iter_ms,pages_10ms,pages_100ms,pages_1s,plateau_pages,rate_pages_per_s,alloc_MB_s,rss_MB,notes';
export const FUNCTION_COLUMNS =
  'suite,name,function,file,line_range,ms_per_call,ms_min,ms_max,pages_per_call,pages_min,pages_max,rate_pages_per_s,calls_timed,notes';

const field = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Finer than repetitions agree. */
const figure = (value: number): string => String(Number(value.toPrecision(value >= 1000 ? 6 : 4)));

const line = (fields: readonly string[]): string => fields.map(field).join(',');

/** One process a repetition; medians over those that measured the figure. */
export const programRow = (
  subject: Subject,
  { lineRange }: Preparation,
  repetitions: readonly Windows[],
  { allocationMBPerSecond, scavengesPerSecond }: CollectorActivity,
): string => {
  const over = (pick: (windows: Windows) => number | null): number =>
    median(repetitions.map(pick).filter((value) => value !== null));
  const hundred = repetitions.map(({ pages100ms }) => pages100ms);
  const notes = [
    `reps=${repetitions.length}`,
    `scav/s=${figure(scavengesPerSecond)}`,
    `p100_range=${figure(Math.min(...hundred))}-${figure(Math.max(...hundred))}`,
    ...(subject.before.length > 0 ? [`after ${subject.before.join(' ')}`] : []),
  ];
  return line([
    subject.suite,
    subject.name,
    subject.file,
    [subject.call, ...subject.programArguments].join(' '),
    lineRange,
    ...[
      over(({ iterationMs }) => iterationMs),
      over(({ pages10ms }) => pages10ms),
      over(({ pages100ms }) => pages100ms),
      over(({ pages1s }) => pages1s),
      over(({ plateauPages }) => plateauPages),
      over(({ pages100ms }) => pages100ms) * 10,
      allocationMBPerSecond,
      over(({ residentMB }) => residentMB),
    ].map(figure),
    notes.join('; '),
  ]);
};

/** One process a repetition; medians over the calls of all of them. */
export const functionRow = (
  subject: Subject,
  { lineRange }: Preparation,
  repetitions: readonly MeasuredCalls[],
): string => {
  const calls = repetitions.flatMap((repetition) => repetition.calls);
  const floorPages = median(repetitions.map((repetition) => repetition.floorPages));
  const medians = repetitions.map((repetition) => median(repetition.calls.map((call) => call.pages)));
  const milliseconds = calls.map((call) => call.milliseconds);
  const pages = calls.map((call) => call.pages);
  return line([
    subject.suite,
    subject.name,
    subject.function,
    subject.file,
    lineRange,
    ...[
      median(milliseconds),
      Math.min(...milliseconds),
      Math.max(...milliseconds),
      median(pages),
      Math.min(...pages),
      Math.max(...pages),
      (median(pages) / median(milliseconds)) * 1000,
    ].map(figure),
    String(calls.length),
    [
      'inclusive of callees',
      `floor of ${figure(floorPages)} pages already subtracted`,
      `reps=${repetitions.length}`,
      `median_range=${figure(Math.min(...medians))}-${figure(Math.max(...medians))}`,
      `driven by ${[subject.call, ...subject.programArguments].join(' ')}`,
    ].join('; '),
  ]);
};
