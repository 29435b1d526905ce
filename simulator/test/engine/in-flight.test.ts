import { describe, expect, it } from 'vitest';
import { CALIBRATION } from '../../src/engine/calibration.ts';
import { drawInFlightBytes } from '../../src/engine/in-flight.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { parseScenario } from '../../src/model/parse-scenario.ts';
import { simulate } from '../../src/simulate.ts';

function migrate(link: object, migration: object = {}): Outcome {
  const parsed = parseScenario({
    runs: 40,
    vm: { memory: '512MiB', touched: '48MiB', nonZero: '117MiB' },
    link: { bandwidth: '160Mbit/s', ...link },
    migration,
    workload: {
      iterations: 0,
      phases: [{ duration: '1h', writes: [{ range: '11MiB', rate: '2000pages/s', pattern: 'random' }] }],
    },
    request: { at: '2s' },
    strategy: 'unguided',
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const [outcome] = Object.values(simulate(parsed.value));
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

/** What the service misses beyond QEMU's own figure: the drain, and the delay to RESUME. */
const drainMs = ({ downtimeMs, hypervisorDowntimeMs }: Outcome): number =>
  (downtimeMs?.p50 ?? Number.NaN) - (hypervisorDowntimeMs?.p50 ?? Number.NaN);

describe('the bytes in flight', () => {
  it('add their drain to what QEMU reports', () => {
    const inFlightMs = (1000 * 2 ** 20) / (20e6 * CALIBRATION.payloadShare);
    expect(drainMs(migrate({ inFlight: '1MiB' }))).toBeGreaterThan((1 - CALIBRATION.wakeShare) * inFlightMs);
    expect(drainMs(migrate({ inFlight: '4MiB' }))).toBeGreaterThan(drainMs(migrate({ inFlight: '1MiB' })));
  });

  it.each([
    ['no cap', {}],
    ['a cap below the link', { bandwidthCap: '8MiB/s', downtimeLimit: '1s' }],
  ])('may be none, with %s: then only the delay to RESUME is added', (_name, migration) => {
    const outcome = migrate({ inFlight: '0B' }, migration);
    expect(outcome.converged).toBe(1);
    expect(drainMs(outcome)).toBeLessThan(30);
  });

  it('fit the network stack: more on a fast link, never more than it may hold', () => {
    const drawn = (bandwidthBytesPerSecond: number): readonly number[] =>
      Array.from({ length: 200 }, (_, run) =>
        drawInFlightBytes(
          { bandwidthBytesPerSecond, latencySeconds: 0, inFlightBytes: null },
          createRandom(1, run),
        ),
      );
    const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(mean(drawn(10e6))).toBeLessThan(mean(drawn(100e6)));
    expect(Math.max(...drawn(100e6))).toBeLessThanOrEqual(CALIBRATION.mostInFlightBytes);
  });
});
