import { expect, test } from 'vitest';
import { defaultEnvironment, type Outcomes, type Phase, type Scenario, simulate } from '../../src/index.ts';

const MIB = 2 ** 20;

const phase = (name: string, rangeMiB: number, pagesPerSecond: number): Phase => ({
  name,
  durationSeconds: { low: 2, likely: 3, high: 5 },
  tag: rangeMiB > 10 ? 'withdraw' : 'approve',
  writes: [
    {
      rangeBytes: { low: (rangeMiB * MIB) / 2, likely: rangeMiB * MIB, high: rangeMiB * MIB },
      ratePagesPerSecond: { low: pagesPerSecond, likely: pagesPerSecond, high: pagesPerSecond },
      pattern: 'random',
    },
  ],
});

const scenario = (iterations: number, phases: readonly Phase[]): Scenario => ({
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, memoryBytes: 256 * MIB, touchedBytes: 256 * MIB, nonZeroBytes: 200 * MIB },
  request: { at: 1, deadlineSeconds: 60 },
  seed: 7,
  runs: 20,
  strategies: ['unguided', 'guided'],
  workload: { tasks: [{ iterations, phases }] },
});

/** Sums taken in another order differ in the last digits. */
const rounded = (outcomes: Outcomes): unknown =>
  JSON.parse(JSON.stringify(outcomes), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : value,
  );

const solve = phase('solve', 100, 40_000);
const wait = phase('wait', 1, 100);

test('a loop unrolled by hand is the loop: its visits write the same memory, as long each', () => {
  const unrolled = simulate(scenario(1, [solve, wait, solve, wait, solve, wait]));
  expect(rounded(unrolled)).toEqual(rounded(simulate(scenario(3, [solve, wait]))));
});

test('phases of other names are other code, with memory of their own', () => {
  const twice = simulate(scenario(1, [solve, { ...solve, name: 'solve again' }]));
  const once = simulate(scenario(1, [solve, solve]));
  expect(twice.unguided?.sentBytes?.p50).not.toBe(once.unguided?.sentBytes?.p50);
});
