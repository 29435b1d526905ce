import { type Environment, PAGE_BYTES, type WriteRegion } from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import { budgetBytes, dirtyIn } from './dirty-budget.ts';
import { steadyMigration } from './steady-migration.ts';

/** What the entity, repeated without end, means for a migration in its environment. */
export type Verdict = 'low-range' | 'low-frequency' | 'hot' | 'unknown';

/**
 * `low-range` when the whole range fits the budget (bandwidth × downtime limit); else `low-frequency` when the
 * pages of one downtime limit fit it and the copy converges; else `hot`.
 */
export const verdictOfWrites = (
  writes: readonly WriteRegion[],
  environment: Environment,
): Exclude<Verdict, 'unknown'> => {
  const budget = budgetBytes(environment);
  const range = writes.reduce((sum, { rangeBytes }) => sum + rangeBytes.likely, 0);
  if (range <= budget) return 'low-range';
  const inOneLimit = dirtyIn(writes, environment.migration.downtimeLimitSeconds).likely;
  return inOneLimit <= budget && steadyMigration(writes, environment).converges ? 'low-frequency' : 'hot';
};

/**
 * The verdict of an entity; `unknown` when neither its range nor its writes say. Decided on the likely figures.
 * The profile's range counts, not the regions': it may be the user's declaration.
 */
export const verdictOf = (profile: EntityProfile, environment: Environment): Verdict => {
  const range = profile.rangePages;
  if (range !== null && range.likely * PAGE_BYTES <= budgetBytes(environment)) return 'low-range';
  return profile.writes === null ? 'unknown' : verdictOfWrites(profile.writes, environment);
};
