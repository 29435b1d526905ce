import {
  type Environment,
  formatBandwidth,
  formatBytes,
  formatDuration,
  type Message,
  PAGE_BYTES,
  say,
} from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import { budgetBytes, copyBandwidth, dirtyIn } from './dirty-budget.ts';
import type { SteadyMigration } from './steady-migration.ts';
import type { Verdict } from './verdict.ts';

const times = (ratio: number): Message =>
  say`${ratio < 10 ? Number(ratio.toFixed(1)) : Math.round(ratio)} times`;

const budgetText = (environment: Environment): Message =>
  say`the budget of ${formatBytes(budgetBytes(environment))} (${formatBandwidth(copyBandwidth(environment))} \u00d7 ${formatDuration(environment.migration.downtimeLimitSeconds)})`;

/** What fits, with what the high estimate says of it. */
const doubted = (fits: Message, high: number, budget: number): Message =>
  high > budget ? say`${fits}; at its high estimate, ${formatBytes(high)}, it would not.` : say`${fits}.`;

const rangeFits = (profile: EntityProfile, environment: Environment): readonly Message[] => {
  if (profile.rangePages === null) return [];
  const budget = budgetBytes(environment);
  const range = profile.rangePages.likely * PAGE_BYTES;
  const fits = say`Its whole range, ${formatBytes(range)}, fits ${budgetText(environment)}`;
  const roomy =
    range > 0 && budget / range < 1000 ? say`${fits}, with room for ${times(budget / range)} as much` : fits;
  return [doubted(roomy, profile.rangePages.high * PAGE_BYTES, budget)];
};

/** What would make a hot entity fit: each remedy alone. */
const remedies = (dirty: number, environment: Environment): Message => {
  const { downtimeLimitSeconds: limit } = environment.migration;
  return say`It would fit with ${formatBandwidth(dirty / limit)} of bandwidth, or if it wrote at most ${formatBytes(budgetBytes(environment))} in that time.`;
};

const whatOneLimitDirties = (
  profile: EntityProfile,
  verdict: 'low-frequency' | 'hot',
  environment: Environment,
): Message => {
  const limit = environment.migration.downtimeLimitSeconds;
  const budget = budgetBytes(environment);
  const dirty = dirtyIn(profile.writes ?? [], limit);
  const written = say`writes ${formatBytes(dirty.likely)} in one downtime limit`;
  if (verdict === 'low-frequency') {
    const fits = say`Its range is larger, but it ${written}, which fits ${budgetText(environment)}`;
    return doubted(fits, dirty.high, budget);
  }
  if (dirty.likely > budget) {
    const over = say`${times(dirty.likely / budget)} ${budgetText(environment)}`;
    return say`It ${written}, ${over}. ${remedies(dirty.likely, environment)}`;
  }
  return say`It ${written}, which fits ${budgetText(environment)}, but the copy does not converge: while one pass is sent, more is written again. A faster link would change that.`;
};

const howLong = (
  profile: EntityProfile,
  steady: SteadyMigration | null,
  environment: Environment,
): readonly Message[] => {
  if (steady === null) return [];
  if (steady.neededSeconds === null) {
    const timeout = formatDuration(environment.migration.timeoutSeconds);
    return [say`A migration that starts here does not complete within ${timeout}.`];
  }
  const needed = say`A migration that starts here needs ${formatDuration(steady.neededSeconds)}`;
  const lasts = profile.durationSeconds;
  if (lasts === null) return [say`${needed}; how long one execution lasts is not known.`];
  return [
    lasts.likely >= steady.neededSeconds
      ? say`${needed}; one execution lasts ${formatDuration(lasts.likely)}.`
      : say`${needed}, but one execution lasts only ${formatDuration(lasts.likely)}.`,
  ];
};

/** Says which verdict, by how much, and what would change it. */
export const explainVerdict = (
  profile: EntityProfile,
  verdict: Verdict,
  steady: SteadyMigration | null,
  environment: Environment,
): readonly Message[] => {
  switch (verdict) {
    case 'unknown':
      return [
        profile.questions.length > 0
          ? profile.questions.reduce((asked, question) => say`${asked} ${question}`, WRITES_UNKNOWN)
          : say`What it writes is not known; \`@migrate assume range=\u2026 rate=\u2026\` would tell.`,
      ];
    case 'low-range':
      return [...rangeFits(profile, environment), ...howLong(profile, steady, environment)];
    case 'low-frequency':
    case 'hot':
      return [whatOneLimitDirties(profile, verdict, environment), ...howLong(profile, steady, environment)];
  }
};

const WRITES_UNKNOWN = say`What it writes is not known.`;
