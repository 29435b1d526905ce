import type { Distribution, Outcome, Outcomes } from './model/outcome.ts';
import type { Scenario, Strategy } from './model/scenario.ts';
import type { RunResult } from './run/record.ts';
import { runOnce } from './run/world.ts';

/** Runs every strategy of a scenario. The same scenario gives the same outcomes, to the byte. */
export function simulate(scenario: Scenario): Outcomes {
  return Object.fromEntries(
    scenario.strategies.map((strategy) => [strategy, simulateStrategy(scenario, strategy)]),
  );
}

function simulateStrategy(scenario: Scenario, strategy: Strategy): Outcome {
  const results: RunResult[] = [];
  let requests = 0;
  for (let run = 0; run < scenario.runs; run++) {
    for (const result of runOnce(scenario, strategy, run)) {
      requests++;
      if (result !== null) results.push(result);
    }
  }
  const over = (field: (result: RunResult) => number | null, unit = 1): Distribution | null =>
    distribution(
      results.map(field).filter((value) => value !== null),
      unit,
    );
  const MS = 1000;
  return {
    converged: results.filter((result) => !result.forced).length / requests,
    downtimeMs: over((result) => result.downtimeSeconds, MS),
    hypervisorDowntimeMs: over((result) => result.hypervisorDowntimeSeconds, MS),
    totalMs: over((result) => result.totalSeconds, MS),
    sentBytes: over((result) => result.sentBytes),
    rounds: over((result) => result.rounds),
    waitMs: over((result) => result.waitSeconds, MS),
    attempts: over((result) => result.attempts),
    withdrawals: over((result) => result.withdrawals),
    suspendedMs: over((result) => result.suspendedSeconds, MS),
    taskMs: over((result) => result.taskSeconds, MS),
    taskSlowdown: over((result) => result.taskSlowdown),
  };
}

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7); `null` of nothing. */
export function distribution(values: readonly number[], factor = 1): Distribution | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const quantile = (share: number): number => {
    const at = share * (sorted.length - 1);
    const below = sorted[Math.floor(at)] ?? 0;
    const above = sorted[Math.ceil(at)] ?? 0;
    return factor * (below + (above - below) * (at - Math.floor(at)));
  };
  const mean = (factor * values.reduce((sum, value) => sum + value, 0)) / values.length;
  return { p5: quantile(0.05), p50: quantile(0.5), p95: quantile(0.95), mean };
}
