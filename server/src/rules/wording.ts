import { formatBytes, formatDuration, formatPageRate, PAGE_BYTES } from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import type { FileMeasure } from './measure.ts';

/** `writes 12,000 pages/s within 64 MiB`, as far as it is known. */
export const writesOf = ({ ratePagesPerSecond, rangePages }: EntityProfile): string => {
  const rate = ratePagesPerSecond && formatPageRate(ratePagesPerSecond.likely);
  const range = rangePages && formatBytes(rangePages.likely * PAGE_BYTES);
  if (rate && range) return `writes ${rate} within ${range}`;
  if (rate) return `writes ${rate}`;
  return range ? `writes within ${range}` : 'writes an unknown amount';
};

/** `under 1 µs` where digits would only pretend. */
export const shortDuration = (seconds: number): string =>
  seconds < 1e-6 ? 'under 1 µs' : formatDuration(seconds);

/** `the 37.5 MiB that cross the link in one downtime limit`. */
export const budgetOf = ({ budgetBytes }: FileMeasure): string =>
  `the ${formatBytes(budgetBytes)} that cross the link within one downtime limit`;
