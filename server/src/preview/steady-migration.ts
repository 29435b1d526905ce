import {
  type Environment,
  type Estimate,
  exactly,
  mapEstimate,
  type Outcome,
  simulate,
  type WriteRegion,
} from '@migration-tags/simulator';
import { boundedMemo } from '../memo/bounded-memo.ts';
import { fitToMachine } from './fit-to-machine.ts';

/** What a migration does while one entity runs over and over. */
export interface SteadyMigration {
  /** The copy ends by itself in at least half of the runs. */
  readonly converges: boolean;
  /** Median from the start of the copy to the running destination; `null`: it does not converge. */
  readonly neededSeconds: number | null;
  /** What the service feels; `null`: it does not converge. */
  readonly downtimeMs: { readonly p50: number; readonly p95: number } | null;
}

/** A copy that converges in none of these is given up: the costly runs are those that never end. */
const PROBES = 2;
/** The runs of one steady profile differ only in where in its cycle the copy ends: few show the spread. */
const RUNS = 8;
/** Any: the same entity must give the same numbers on every machine. */
const SEED = 1;
/** As many entities as a large workspace shows at once; an entry is some hundred bytes. */
const REMEMBERED = 4096;

const remember = boundedMemo<SteadyMigration>(REMEMBERED);

const simulateRuns = (
  writes: readonly WriteRegion[],
  environment: Environment,
  runs: number,
): Outcome | undefined => {
  const { migration } = environment;
  const phase = {
    name: 'entity',
    durationSeconds: exactly(migration.timeoutSeconds),
    tag: null,
    writes,
  } as const;
  return simulate({
    ...environment,
    // A copy that needs force does not converge: cancel it, so that no forced downtime counts as the entity's.
    migration: { ...migration, onTimeout: 'cancel', retries: 0 },
    request: { at: 0, deadlineSeconds: null },
    seed: SEED,
    runs,
    workload: { tasks: [{ iterations: 0, phases: [phase] }] },
    strategies: ['unguided'],
  }).unguided;
};

const run = (writes: readonly WriteRegion[], environment: Environment): SteadyMigration => {
  const probe = simulateRuns(writes, environment, PROBES);
  const outcome = probe && probe.converged > 0 ? simulateRuns(writes, environment, RUNS) : probe;
  if (!outcome || outcome.converged < 0.5 || !outcome.totalMs || !outcome.downtimeMs) {
    return { converges: false, neededSeconds: null, downtimeMs: null };
  }
  const { totalMs, downtimeMs } = outcome;
  return {
    converges: true,
    neededSeconds: totalMs.p50 / 1000,
    downtimeMs: { p50: downtimeMs.p50, p95: downtimeMs.p95 },
  };
};

/**
 * Two significant digits, 5 % at most: the pages of one and the same program differ by 8 % from run to run (median of
 * repeated runs behind pages-programs.csv), so nothing is lost, and entities that write alike share one simulation.
 */
const coarse = (estimate: Estimate): Estimate =>
  mapEstimate(estimate, (value) => Number(value.toPrecision(2)));

const coarseRegion = ({ rangeBytes, ratePagesPerSecond, pattern }: WriteRegion): WriteRegion => ({
  rangeBytes: coarse(rangeBytes),
  ratePagesPerSecond: coarse(ratePagesPerSecond),
  pattern,
});

/** Simulates a migration that starts at the entity's entry, the entity repeated without end. */
export const steadyMigration = (
  writes: readonly WriteRegion[],
  environment: Environment,
): SteadyMigration => {
  const { vm, link, migration, coordinator } = environment;
  const alike = fitToMachine(writes, vm).map(coarseRegion);
  return remember(JSON.stringify([alike, vm, link, migration, coordinator]), () => run(alike, environment));
};
