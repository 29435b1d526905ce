import {
  type Environment,
  formatBandwidth,
  formatBytes,
  formatDuration,
  PAGE_BYTES,
} from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import { budgetBytes, copyBandwidth, dirtyIn } from './dirty-budget.ts';
import type { SteadyMigration } from './steady-migration.ts';
import type { Verdict } from './verdict.ts';

const times = (ratio: number): string => `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times`;

const budgetText = (environment: Environment): string =>
  `the budget of ${formatBytes(budgetBytes(environment))} ` +
  `(${formatBandwidth(copyBandwidth(environment))} × ${formatDuration(environment.migration.downtimeLimitSeconds)})`;

const doubt = (high: number, budget: number): string =>
  high > budget ? `; at its high estimate, ${formatBytes(high)}, it would not` : '';

const rangeFits = (profile: EntityProfile, environment: Environment): string => {
  if (profile.rangePages === null) return '';
  const budget = budgetBytes(environment);
  const range = profile.rangePages.likely * PAGE_BYTES;
  const spare = range > 0 && budget / range < 1000 ? `, with room for ${times(budget / range)} as much` : '';
  return (
    `Its whole range, ${formatBytes(range)}, fits ${budgetText(environment)}${spare}` +
    `${doubt(profile.rangePages.high * PAGE_BYTES, budget)}.`
  );
};

/** What would make a hot entity fit: each remedy alone. */
const remedies = (dirty: number, environment: Environment): string => {
  const { downtimeLimitSeconds: limit } = environment.migration;
  return (
    `It would fit with ${formatBandwidth(dirty / limit)} of bandwidth, ` +
    `or if it wrote at most ${formatBytes(budgetBytes(environment))} in that time.`
  );
};

const whatOneLimitDirties = (
  profile: EntityProfile,
  verdict: 'low-frequency' | 'hot',
  environment: Environment,
): string => {
  const limit = environment.migration.downtimeLimitSeconds;
  const budget = budgetBytes(environment);
  const dirty = dirtyIn(profile.writes ?? [], limit);
  const written = `writes ${formatBytes(dirty.likely)} in one downtime limit`;
  if (verdict === 'low-frequency') {
    return (
      `Its range is larger, but it ${written}, which fits ${budgetText(environment)}` +
      `${doubt(dirty.high, budget)}.`
    );
  }
  if (dirty.likely > budget) {
    return `It ${written}, ${times(dirty.likely / budget)} ${budgetText(environment)}. ${remedies(dirty.likely, environment)}`;
  }
  return (
    `It ${written}, which fits ${budgetText(environment)}, but the copy does not converge: ` +
    `while one pass is sent, more is written again. A faster link would change that.`
  );
};

const howLong = (
  profile: EntityProfile,
  steady: SteadyMigration | null,
  environment: Environment,
): string[] => {
  if (steady?.neededSeconds === null) {
    return [
      `A migration that starts here does not complete within ${formatDuration(environment.migration.timeoutSeconds)}.`,
    ];
  }
  if (steady === null) return [];
  const needed = `A migration that starts here needs ${formatDuration(steady.neededSeconds)}`;
  const lasts = profile.durationSeconds;
  if (lasts === null) return [`${needed}; how long one execution lasts is not known.`];
  return [
    lasts.likely >= steady.neededSeconds
      ? `${needed}; one execution lasts ${formatDuration(lasts.likely)}.`
      : `${needed}, but one execution lasts only ${formatDuration(lasts.likely)}.`,
  ];
};

/** Says which verdict, by how much, and what would change it. */
export const explainVerdict = (
  profile: EntityProfile,
  verdict: Verdict,
  steady: SteadyMigration | null,
  environment: Environment,
): readonly string[] => {
  switch (verdict) {
    case 'unknown':
      return profile.questions.length > 0
        ? [`What it writes is not known. ${profile.questions.join(' ')}`]
        : ['What it writes is not known; `@migrate assume range=… rate=…` would tell.'];
    case 'low-range':
      return [rangeFits(profile, environment), ...howLong(profile, steady, environment)];
    case 'low-frequency':
    case 'hot':
      return [whatOneLimitDirties(profile, verdict, environment), ...howLong(profile, steady, environment)];
  }
};
