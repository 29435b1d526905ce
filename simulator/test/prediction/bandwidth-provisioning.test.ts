import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastBandwidth, leastBandwidthFor } from '../../src/prediction/index.ts';
import { simulate } from '../../src/simulate.ts';
import { region, scenario, steadyPhase } from '../engine-algorithms/steady-scenario.ts';

const range = { leastBytesPerSecond: 1e6, mostBytesPerSecond: 1e9 };

describe('the least bandwidth', () => {
  it('is found within 1 % where more is always better', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e6, max: 7e8, noNaN: true }), (needed) => {
        const found = leastBandwidth(range, (bandwidth) => bandwidth >= needed) ?? Number.NaN;
        expect(found).toBeGreaterThanOrEqual(needed);
        expect(found).toBeLessThanOrEqual(needed * 1.01);
      }),
    );
  });

  it('steps over a bandwidth that does when a little more does not', () => {
    const does = (bandwidth: number): boolean =>
      bandwidth >= 3e7 && !(bandwidth > 3.3e7 && bandwidth < 3.6e7);
    const found = leastBandwidth(range, does) ?? Number.NaN;
    expect(found).toBeGreaterThanOrEqual(3.6e7);
  });

  it('is null where nothing in the range will do', () => {
    expect(leastBandwidth(range, () => false)).toBeNull();
  });
});

describe('for a scenario', () => {
  const base = { ...scenario('xen-precopy', [steadyPhase([region(1000, 50_000, 'random')])]), runs: 5 };
  const limits = { downtimeSeconds: 0.1, totalSeconds: 10 };

  it('keeps the limits, and three quarters of it do not', () => {
    const found = leastBandwidthFor(base, limits, range) ?? Number.NaN;
    const downtimeMs = (bandwidthBytesPerSecond: number): number =>
      simulate({ ...base, link: { ...base.link, bandwidthBytesPerSecond } }).unguided?.downtimeMs?.p95 ??
      Number.NaN;
    expect(downtimeMs(found)).toBeLessThanOrEqual(100);
    expect(downtimeMs(found * 0.75)).toBeGreaterThan(100);
    // A hot set of 4 MB has to cross in 0.1 s.
    expect(found).toBeGreaterThan(0.8 * ((1000 * 4104) / 0.1));
  });

  it('is null for a set that no link in the range can move in time', () => {
    const tight = { downtimeSeconds: 0.001, totalSeconds: 10 };
    expect(leastBandwidthFor(base, tight, range)).toBeNull();
  });
});
