import { type Estimate, formatBytes, formatDuration, PAGE_BYTES } from '@migration-tags/simulator';
import type { EntityReport } from '../../preview/entity-report.ts';
import type { Verdict } from '../../preview/verdict.ts';

export const milliseconds = (value: number): string => formatDuration(value / 1000);

export const pages = (value: number): string => formatBytes(value * PAGE_BYTES);

/** `likely`, with its doubt when there is any; unknown is said, not shown as a number. */
export const estimateText = (value: Estimate | null, write: (point: number) => string): string => {
  if (value === null) return 'unknown';
  const [low, likely, high] = [write(value.low), write(value.likely), write(value.high)];
  return low === high ? likely : `${likely} (${low} … ${high})`;
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  'low-range': 'low range',
  'low-frequency': 'low frequency',
  hot: 'hot',
  unknown: 'unknown',
};

export const verdictText = (verdict: Verdict): string => VERDICTS[verdict];

/** The downtime in few words; when it is not known, why not. Never a number in its place. */
export const downtimeText = (report: EntityReport): string => {
  if (report.downtimeMs) {
    const median = milliseconds(report.downtimeMs.p50);
    const tail = milliseconds(report.downtimeMs.p95);
    return median === tail ? `downtime ${median}` : `downtime ${median}, p95 ${tail}`;
  }
  if (report.verdict === 'hot') return 'a migration does not complete here';
  return `downtime unknown — ${whyUnknown(report)}`;
};

const whyUnknown = ({ profile, explanation }: EntityReport): string =>
  profile.questions[0] ?? explanation[0] ?? 'its writes are not known';

/** `saves 12 ms`; `null`: not known. */
export const savesText = (savedDowntimeMs: number | null): string | null =>
  savedDowntimeMs === null ? null : `saves ${milliseconds(savedDowntimeMs)}`;
