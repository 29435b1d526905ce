import {
  type Estimate,
  formatBytes,
  formatDuration,
  formatPageRate,
  type Message,
  type MessageValue,
  PAGE_BYTES,
  say,
  saysTheSame,
} from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import type { FileMeasure } from './measure.ts';

/** `writes 12,000 pages/s within 64 MiB`, as far as it is known. */
export const writesOf = ({ ratePagesPerSecond, rangePages }: EntityProfile): Message => {
  const rate = ratePagesPerSecond && formatPageRate(ratePagesPerSecond.likely);
  const range = rangePages && formatBytes(rangePages.likely * PAGE_BYTES);
  if (rate && range) return say`writes ${rate} within ${range}`;
  if (rate) return say`writes ${rate}`;
  return range ? say`writes within ${range}` : say`writes an unknown amount`;
};

/** What is measured is no more exact than the clocks that measure it. */
const SHORTEST_SECONDS = 1e-6;

/** `under 1 µs` where digits would only pretend. */
export const shortDuration = (seconds: number): MessageValue =>
  seconds < SHORTEST_SECONDS ? say`under 1 \u00b5s` : formatDuration(seconds);

/** The longest is not said where it reads like the usual. */
export const durationUpTo = ({ likely, high }: Estimate): MessageValue =>
  high < SHORTEST_SECONDS || saysTheSame(formatDuration(likely), formatDuration(high))
    ? shortDuration(high)
    : say`${shortDuration(likely)}, at most ${shortDuration(high)}`;

/** `the 37.5 MiB that cross the link in one downtime limit`. */
export const budgetOf = ({ budgetBytes }: FileMeasure): Message =>
  say`the ${formatBytes(budgetBytes)} that cross the link within one downtime limit`;

/** The message with the question whether something else was meant, if anything comes near. */
export const didYouMean = (message: Message, meant: string | null): Message =>
  meant === null ? message : say`${message} Did you mean \`${meant}\`?`;
