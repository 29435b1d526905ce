import { type Environment, exactly, simulate, type WriteRegion } from '@migration-tags/simulator';
import { boundedMemo } from './bounded-memo.ts';

/** What a migration does while one entity runs over and over. */
export interface SteadyMigration {
  /** The copy ends by itself in at least half of the runs. */
  readonly converges: boolean;
  /** Median from the start of the copy to the running destination; `null`: it does not converge. */
  readonly neededSeconds: number | null;
  /** What the service feels; `null`: it does not converge. */
  readonly downtimeMs: { readonly p50: number; readonly p95: number } | null;
}

/** Enough for a p95 (the second largest of 24 lies there) at a few milliseconds an entity. */
const RUNS = 24;
/** Any: the same entity must give the same numbers on every machine. */
const SEED = 1;
/** As many entities as a large workspace shows at once; an entry is some hundred bytes. */
const REMEMBERED = 4096;

const remember = boundedMemo<SteadyMigration>(REMEMBERED);

const run = (writes: readonly WriteRegion[], environment: Environment): SteadyMigration => {
  const { migration } = environment;
  const phase = {
    name: 'entity',
    durationSeconds: exactly(migration.timeoutSeconds),
    tag: null,
    writes,
  } as const;
  const { unguided } = simulate({
    ...environment,
    // A copy that needs force does not converge: cancel it, so that no forced downtime counts as the entity's.
    migration: { ...migration, onTimeout: 'cancel', retries: 0 },
    request: { at: 0, deadlineSeconds: null },
    seed: SEED,
    runs: RUNS,
    workload: { tasks: [{ iterations: 0, phases: [phase] }] },
    strategies: ['unguided'],
  });
  const converges = unguided !== undefined && unguided.converged >= 0.5;
  const total = converges ? unguided.totalMs : null;
  const downtime = converges ? unguided.downtimeMs : null;
  return {
    converges,
    neededSeconds: total && total.p50 / 1000,
    downtimeMs: downtime && { p50: downtime.p50, p95: downtime.p95 },
  };
};

/** Simulates a migration that starts at the entity's entry, the entity repeated without end. */
export const steadyMigration = (
  writes: readonly WriteRegion[],
  environment: Environment,
): SteadyMigration => {
  const { vm, link, migration, coordinator } = environment;
  return remember(JSON.stringify([writes, vm, link, migration, coordinator]), () => run(writes, environment));
};
