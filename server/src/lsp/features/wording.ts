import {
  type Estimate,
  formatBytes,
  formatDuration,
  type Message,
  PAGE_BYTES,
  say,
  saysTheSame,
} from '@migration-tags/simulator';
import { type EntityReport, type ShortWindow, unusableWindow } from '../../preview/entity-report.ts';
import { VERDICT_WORDS } from '../../preview/verdict-words.ts';
import { shortDuration } from '../../rules/wording.ts';

export const milliseconds = (value: number): Message => formatDuration(value / 1000);

export const pages = (value: number): Message => formatBytes(value * PAGE_BYTES);

/** `likely`, with its doubt when there is any; unknown is said, not shown as a number. */
export const estimateText = (value: Estimate | null, write: (point: number) => Message): Message => {
  if (value === null) return say`unknown`;
  const [low, likely, high] = [write(value.low), write(value.likely), write(value.high)];
  return saysTheSame(low, high) ? likely : say`${likely} (${low} \u2026 ${high})`;
};

/** The downtime in few words; when it is not known, why not. Never a number in its place. */
export const downtimeText = (report: EntityReport): Message => {
  const short = unusableWindow(report);
  if (short) return tooShort(short);
  const known = knownDowntime(report);
  if (known) return say`downtime ${known}`;
  return report.verdict === 'hot' ? NEVER : say`downtime unknown \u2014 ${whyUnknown(report)}`;
};

/** The same where it stands under "downtime" already. */
export const downtimeFigure = (report: EntityReport): Message => {
  const short = unusableWindow(report);
  if (short) return tooShort(short);
  return (
    knownDowntime(report) ?? (report.verdict === 'hot' ? NEVER : say`unknown \u2014 ${whyUnknown(report)}`)
  );
};

const NEVER = say`a migration does not complete here`;

/** A downtime would promise what no migration gets to: it ends in whatever runs next. */
const tooShort = ({ lastsSeconds, neededSeconds }: ShortWindow): Message =>
  say`too short to use: lasts ${shortDuration(lastsSeconds.likely)}, a migration needs ${formatDuration(neededSeconds)}`;

const knownDowntime = ({ downtimeMs }: EntityReport): Message | null => {
  if (!downtimeMs) return null;
  const [median, tail] = [milliseconds(downtimeMs.p50), milliseconds(downtimeMs.p95)];
  return saysTheSame(median, tail) ? median : say`${median}, p95 ${tail}`;
};

const whyUnknown = ({ profile, explanation }: EntityReport): Message =>
  profile.questions[0] ?? explanation[0] ?? say`its writes are not known`;

/** Of code that bars migration. */
export const withdrawnText = ({ verdict }: EntityReport): Message =>
  say`${VERDICT_WORDS[verdict]}, no migration here`;

/** `saves 12 ms`; `null`: not known. */
export const savesText = (savedDowntimeMs: number | null): Message | null =>
  savedDowntimeMs === null ? null : say`saves ${milliseconds(savedDowntimeMs)}`;
