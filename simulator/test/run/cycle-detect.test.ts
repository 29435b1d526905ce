import { defaultEnvironment, parseScenario, simulate } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { cycleDelay } from '../../src/run/cycle-detect.ts';
import type { ExactPhase, ExactTask } from '../../src/run/draw.ts';

const MIB = 2 ** 20;
const phase = (durationSeconds: number, ratePagesPerSecond: number): ExactPhase => ({
  name: `${ratePagesPerSecond} pages/s`,
  durationSeconds,
  tag: null,
  writes: [{ rangeBytes: 128 * MIB, ratePagesPerSecond, pattern: 'random' }],
});
const task = (...phases: readonly ExactPhase[]): ExactTask => ({ iterations: 0, phases });

/** 10 s hot, then 6 s quiet. */
const CYCLE = task(phase(10, 20_000), phase(6, 100));

describe('cycle detection', () => {
  it('puts a short copy off to the quiet phase', () => {
    expect(cycleDelay([CYCLE], 2, 3)).toBeGreaterThanOrEqual(8);
    expect(cycleDelay([CYCLE], 2, 3)).toBeLessThanOrEqual(11);
  });

  it('starts at once a copy whose request comes as the quiet phase begins', () => {
    expect(cycleDelay([CYCLE], 10, 5)).toBeLessThanOrEqual(1);
  });

  it('lets a copy longer than the quiet phase begin hot and end quiet', () => {
    // Of the cycle's 16 s, the second in which the copy ends.
    const ends = (2 + cycleDelay([CYCLE], 2, 9) + 9 - 1) % 16;
    expect(ends).toBeGreaterThanOrEqual(13);
  });

  it('sees a cycle that is not a whole number of samples of its history', () => {
    const odd = task(phase(7, 20_000), phase(4, 100));
    const starts = (3 + cycleDelay([odd], 3, 2)) % 11;
    expect(starts).toBeGreaterThanOrEqual(7);
  });

  it('waits for nothing where nothing repeats', () => {
    expect(cycleDelay([task(phase(1e6, 5000))], 2, 3)).toBe(0);
  });

  it('shortens the stop of a hypervisor that stops by count', () => {
    const parsed = parseScenario(
      {
        runs: 40,
        vm: { memory: '512MiB', touched: '400MiB', nonZero: '400MiB' },
        migration: { algorithm: 'xen-precopy' },
        workload: {
          iterations: 0,
          phases: [
            { name: 'hot', duration: '20s', writes: [{ range: '200MiB', rate: '60000pages/s' }] },
            { name: 'quiet', duration: '12s', writes: [{ range: '1MiB', rate: '100pages/s' }] },
          ],
        },
        request: { at: 'uniform', deadline: 'none' },
        strategy: ['unguided', 'cycle-detect'],
      },
      defaultEnvironment,
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const outcomes = simulate(parsed.value);
    const mean = (strategy: 'unguided' | 'cycle-detect') => outcomes[strategy]?.downtimeMs?.mean ?? 0;
    expect(mean('unguided')).toBeGreaterThan(200);
    expect(mean('cycle-detect')).toBeLessThan(mean('unguided') / 3);
  });
});
