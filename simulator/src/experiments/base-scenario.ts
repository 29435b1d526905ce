import { exactly } from '../model/estimate.ts';
import { defaultEnvironment } from '../model/parse-environment.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Phase, WriteRegion } from '../model/workload.ts';

export const MEBIBYTE = 2 ** 20;

export const region = (
  rangeBytes: number,
  pagesPerSecond: number,
  pattern: WriteRegion['pattern'],
): WriteRegion => ({
  rangeBytes: exactly(rangeBytes),
  ratePagesPerSecond: exactly(pagesPerSecond),
  pattern,
});

export const phase = (
  name: string,
  durationSeconds: number,
  tag: Phase['tag'],
  writes: readonly WriteRegion[],
): Phase => ({ name, durationSeconds: exactly(durationSeconds), tag, writes });

/** The default environment, one run; experiments change what they vary. */
export const baseScenario = (seed: number, phases: readonly Phase[], iterations: number): Scenario => ({
  ...defaultEnvironment,
  seed,
  runs: 1,
  workload: { tasks: [{ iterations, phases }] },
  strategies: ['unguided'],
});

/** A VM with memory that is mostly in use: 80 % touched, 75 % with contents. */
export const busyVm = (memoryBytes: number): Scenario['vm'] => ({
  ...defaultEnvironment.vm,
  memoryBytes,
  touchedBytes: 0.8 * memoryBytes,
  nonZeroBytes: 0.75 * memoryBytes,
});
