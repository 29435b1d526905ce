import * as fc from 'fast-check';
import { CALIBRATION } from '../../src/engine/calibration.ts';
import type { Algorithm } from '../../src/model/environment.ts';
import { exactly } from '../../src/model/estimate.ts';
import { PAGE_BYTES } from '../../src/model/page.ts';
import { parseScenario } from '../../src/model/parse-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { Phase, WriteRegion } from '../../src/model/workload.ts';
import type { RunObserver, RunResult } from '../../src/run/record.ts';
import { runOnce } from '../../src/run/world.ts';

export const MEBIBYTE = 2 ** 20;
export const MEMORY_BYTES = 64 * MEBIBYTE;
export const LINK_BYTES_PER_SECOND = 40e6;
/** What the simulator's channel lets through of the link. */
export const PAYLOAD_BYTES_PER_SECOND = LINK_BYTES_PER_SECOND * CALIBRATION.payloadShare;

export const steadyPhase = (writes: readonly WriteRegion[]): Phase => ({
  name: 'steady',
  durationSeconds: exactly(1e6),
  tag: null,
  writes,
});

/** 64 MiB, all data, on 40 MB/s, forced after 60 s. */
export function scenario(
  algorithm: Algorithm,
  phases: readonly Phase[],
  change: Partial<Scenario> = {},
): Scenario {
  const parsed = parseScenario({
    schema: 1,
    vm: { memory: MEMORY_BYTES, touched: MEMORY_BYTES, nonZero: MEMORY_BYTES, accelerator: 'kvm' },
    link: { bandwidth: LINK_BYTES_PER_SECOND, latency: 0.000_2, inFlight: '256KiB' },
    migration: { algorithm, timeout: '60s', onTimeout: 'force' },
    workload: { iterations: 0, phases: [{ name: 'idle', duration: '1s', writes: [] }] },
    request: { at: 1 },
    strategy: 'unguided',
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { ...parsed.value, workload: { tasks: [{ iterations: 0, phases }] }, ...change };
}

export function run(of: Scenario, seed = 1, observer: RunObserver | null = null): RunResult {
  const [result] = runOnce({ ...of, seed }, of.strategies[0] ?? 'unguided', 0, observer);
  if (result === undefined || result === null) throw new Error('the run did not complete');
  return result;
}

export const region = (pages: number, pagesPerSecond: number, pattern: 'sweep' | 'random'): WriteRegion => ({
  rangeBytes: exactly(pages * PAGE_BYTES),
  ratePagesPerSecond: exactly(pagesPerSecond),
  pattern,
});

export const anyRegions: fc.Arbitrary<readonly WriteRegion[]> = fc.array(
  fc
    .tuple(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 40_000 }),
      fc.constantFrom('sweep' as const, 'random' as const),
    )
    .map(([pages, rate, pattern]) => region(pages, rate, pattern)),
  { minLength: 1, maxLength: 3 },
);
