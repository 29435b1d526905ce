import { type Environment, PAGE_BYTES } from '@migration-tags/simulator';
import type { EntityProfile } from '../analysis/entity-profile.ts';
import { budgetBytes, dirtyIn } from './dirty-budget.ts';
import type { SteadyMigration } from './steady-migration.ts';

/** What the entity, repeated without end, means for a migration in its environment. */
export type Verdict = 'low-range' | 'low-frequency' | 'hot' | 'unknown';

/**
 * `low-range` when the whole range fits the budget (bandwidth × downtime limit); else `low-frequency` when the
 * pages of one downtime limit fit it and the copy converges; else `hot`. Decided on the likely figures;
 * `steady` is `null` when the entity's writes are not known.
 */
export const verdictOf = (
  profile: EntityProfile,
  environment: Environment,
  steady: SteadyMigration | null,
): Verdict => {
  const budget = budgetBytes(environment);
  if (profile.rangePages !== null && profile.rangePages.likely * PAGE_BYTES <= budget) return 'low-range';
  if (profile.writes === null || steady === null) return 'unknown';
  const inOneLimit = dirtyIn(profile.writes, environment.migration.downtimeLimitSeconds).likely;
  return inOneLimit <= budget && steady.converges ? 'low-frequency' : 'hot';
};
