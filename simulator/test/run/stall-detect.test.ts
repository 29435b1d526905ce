import {
  defaultEnvironment,
  parseScenario,
  type Scenario,
  simulate,
  traceRun,
} from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { type Advice, createStallDetector } from '../../src/run/stall-detect.ts';

const MB = 1e6;
const BYTES_PER_SECOND = 100 * MB;

/** Passes of a copy at 100 MB/s, `[seconds, MB pending]`; the advice at each. */
function advise(...passes: readonly (readonly [atSeconds: number, pendingMB: number])[]): readonly Advice[] {
  const detector = createStallDetector();
  return passes.map(([at, pending]) => detector.round(at, pending * MB, at * BYTES_PER_SECOND));
}
const last = (advice: readonly Advice[]): Advice | undefined => advice.at(-1);

describe('the stall detector', () => {
  it('leaves a copy alone while its passes shrink', () => {
    expect(advise([0, 900], [40, 700], [80, 500], [120, 300], [160, 200], [200, 100])).toEqual(
      new Array(6).fill('go-on'),
    );
  });

  it('judges nothing before passes are a minute old', () => {
    expect(last(advise([0, 80], [30, 80], [59, 80]))).toBe('go-on');
  });

  it('switches over at once when passes neither shrink nor differ, and fit 0.9 s', () => {
    expect(advise([0, 80], [30, 80], [60, 80])).toEqual(['go-on', 'go-on', 'switch-over']);
  });

  it('waits, when passes differ, for one about as small as the smallest', () => {
    const passes = [
      [0, 85],
      [20, 60],
      [62, 120],
      [81, 85],
      [90, 64],
      [95, 62],
    ] as const;
    expect(advise(...passes)).toEqual(['go-on', 'go-on', 'go-on', 'go-on', 'go-on', 'switch-over']);
  });

  it('gives up when even the smallest pass would take 1.5 times the longest downtime', () => {
    expect(last(advise([0, 136], [30, 136], [60, 136]))).toBe('give-up');
    expect(last(advise([0, 134], [30, 134], [60, 134]))).toBe('go-on');
  });

  it('gives a pass between the two a minute to fit', () => {
    const between = [
      [0, 120],
      [60, 120],
    ] as const;
    expect(last(advise(...between, [119, 89]))).toBe('switch-over');
    expect(last(advise(...between, [119, 120], [120, 120]))).toBe('give-up');
  });

  it('relaxes a target that does not come again, after a minute and then half of that', () => {
    // Stalled at 70 s with 20 MB as the target; since then 60, 70 and 80 MB.
    const stalled = [
      [0, 20],
      [70, 80],
      [80, 60],
      [100, 70],
      [120, 80],
    ] as const;
    expect(last(advise(...stalled))).toBe('go-on');
    expect(last(advise(...stalled, [131, 80]))).toBe('go-on');
    expect(last(advise(...stalled, [131, 80], [132, 61]))).toBe('switch-over');
    // 60 s, then 30 s: 60 MB from 131 s on, 70 MB from 161 s on.
    expect(last(advise(...stalled, [131, 80], [160, 70]))).toBe('go-on');
    expect(last(advise(...stalled, [131, 80], [161, 70]))).toBe('switch-over');
  });
});

/** A busy task of two phases, 1 Gbit/s, with a downtime limit of 300 ms that neither phase fits. */
function busy(calmerMiB: number): Scenario {
  const parsed = parseScenario(
    {
      runs: 5,
      vm: { memory: '1GiB', touched: '800MiB', nonZero: '800MiB' },
      workload: {
        iterations: 0,
        phases: [phase('hot', 20, 300), phase('calmer', 20, calmerMiB)],
      },
      request: { at: '1s', deadline: 'none' },
      strategy: ['unguided', 'stall-detect'],
    },
    defaultEnvironment,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const phase = (name: string, seconds: number, rangeMiB: number): object => ({
  name,
  duration: `${seconds}s`,
  writes: [{ range: `${rangeMiB}MiB`, rate: '100000pages/s', pattern: 'random' }],
});

describe('stall-detect on a phased task that exceeds the limit', () => {
  it('finishes in the calmer phase, where the plain hypervisor never does', () => {
    const outcomes = simulate(busy(60));
    expect(outcomes.unguided?.converged).toBe(0);
    const detected = outcomes['stall-detect'];
    expect(detected?.converged).toBe(1);
    expect(detected?.downtimeMs?.p5).toBeGreaterThan(300);
    expect(detected?.downtimeMs?.p95).toBeLessThan(1000);
    // It has to see a minute of passes first.
    expect(detected?.totalMs?.p5).toBeGreaterThan(60_000);
  });

  it('gives a hopeless one up long before its time-out', () => {
    const hopeless = busy(250);
    expect(simulate(hopeless)['stall-detect']?.converged).toBe(0);
    const { samples, result } = traceRun(hopeless, 'stall-detect', 0);
    expect(result).toBeNull();
    expect(samples.at(-1)?.atSeconds).toBeLessThan(150);
    expect(hopeless.migration.timeoutSeconds).toBe(300);
  });
});
