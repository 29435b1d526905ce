import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_WIRE_BYTES } from '../../src/engine/qemu-sender.ts';
import { XEN_LIMITS } from '../../src/engine/round-limits.ts';
import { SWITCH_SECONDS } from '../../src/engine/switch-over.ts';
import { ALGORITHMS } from '../../src/model/environment.ts';
import { PAGE_BYTES } from '../../src/model/page.ts';
import {
  anyRegions,
  MEMORY_BYTES,
  PAYLOAD_BYTES_PER_SECOND,
  region,
  run,
  scenario,
  steadyPhase,
} from './steady-scenario.ts';

const PAGES = MEMORY_BYTES / PAGE_BYTES;
const SECONDS_A_PAGE = PAGE_WIRE_BYTES / PAYLOAD_BYTES_PER_SECOND;
const ONE_PASS_SECONDS = PAGES * SECONDS_A_PAGE;
/** What a stop costs beside its pages. */
const FIXED_SECONDS = SWITCH_SECONDS + 0.000_2;

describe('Xen pre-copy', () => {
  it('keeps Akoush’s bounds: one pass at least, five at most; a stop of one pass at most', () => {
    fc.assert(
      fc.property(anyRegions, (writes) => {
        const { totalSeconds, downtimeSeconds } = run(scenario('xen-precopy', [steadyPhase(writes)]));
        expect(totalSeconds).toBeGreaterThanOrEqual(ONE_PASS_SECONDS * 0.999);
        expect(totalSeconds).toBeLessThanOrEqual(5 * ONE_PASS_SECONDS + FIXED_SECONDS);
        expect(downtimeSeconds).toBeGreaterThanOrEqual(FIXED_SECONDS * 0.999);
        expect(downtimeSeconds).toBeLessThanOrEqual(ONE_PASS_SECONDS + FIXED_SECONDS + 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('follows the geometric series while the guest sweeps new pages slower than the link sends', () => {
    const ratio = 0.4;
    const writes = [region(PAGES, ratio / SECONDS_A_PAGE, 'sweep')];
    const result = run(scenario('xen-precopy', [steadyPhase(writes)]));
    // Round i sends V·ratio^i pages; the last one leaves fewer than 50.
    const rounds = Math.ceil(Math.log(XEN_LIMITS.minDirtyPages / PAGES) / Math.log(ratio));
    const total = (ONE_PASS_SECONDS * (1 - ratio ** (rounds + 1))) / (1 - ratio) + FIXED_SECONDS;
    // Pages that are swept ahead of the sender are left out: at most what the first pass's time dirties.
    expect(result.totalSeconds).toBeLessThanOrEqual(total * 1.001);
    expect(result.totalSeconds).toBeGreaterThanOrEqual(total - ratio * ONE_PASS_SECONDS);
  });

  it('stops with the whole of a hot set that is swept faster than the link, however fast', () => {
    for (const pagesPerSecond of [20_000, 200_000]) {
      const writes = [region(2000, pagesPerSecond, 'sweep')];
      const { downtimeSeconds } = run(scenario('xen-precopy', [steadyPhase(writes)]));
      expect(downtimeSeconds).toBeCloseTo(2000 * SECONDS_A_PAGE + FIXED_SECONDS, 2);
    }
  });
});

describe('two-phase', () => {
  // The promise of Lin et al. 2012. Our reconstruction keeps it but for workloads that Xen's rounds end early by luck:
  // there, watching for stability lets the guest dirty up to a tenth of a second's pages more.
  const pairs = fc.sample(anyRegions, { numRuns: 150, seed: 5 }).map((writes) => ({
    one: run(scenario('xen-precopy', [steadyPhase(writes)])),
    two: run(scenario('two-phase', [steadyPhase(writes)])),
  }));
  const shareOfPairs = (holds: (pair: (typeof pairs)[number]) => boolean): number =>
    pairs.filter(holds).length / pairs.length;

  it('sends no more than the one-phase strategy on nine of ten steady workloads, far less on half', () => {
    expect(
      shareOfPairs(({ one, two }) => two.sentBytes <= one.sentBytes + 0.01 * MEMORY_BYTES),
    ).toBeGreaterThan(0.9);
    expect(shareOfPairs(({ one, two }) => two.sentBytes <= one.sentBytes - MEMORY_BYTES)).toBeGreaterThan(
      0.5,
    );
  });

  it('stops no longer than the one-phase strategy, but for a round’s chance', () => {
    expect(
      shareOfPairs(({ one, two }) => two.downtimeSeconds <= 1.02 * one.downtimeSeconds + 0.01),
    ).toBeGreaterThan(0.95);
  });
});

describe('improved pre-copy and hierarchical copy', () => {
  it('send a set that is dirty in every round far less often than Xen does', () => {
    const writes = [region(3000, 20_000, 'random')];
    const xen = run(scenario('xen-precopy', [steadyPhase(writes)]));
    for (const algorithm of ['improved-precopy', 'hierarchical-copy'] as const) {
      const result = run(scenario(algorithm, [steadyPhase(writes)]));
      expect(result.sentBytes).toBeLessThan(0.5 * xen.sentBytes);
      expect(result.downtimeSeconds).toBeLessThanOrEqual(3000 * SECONDS_A_PAGE + FIXED_SECONDS + 1e-6);
    }
  });
});

describe('bounded downtime', () => {
  it('keeps the limit on every steady workload whose whole range fits it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2500 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom('sweep' as const, 'random' as const),
        (pages, rate, pattern) => {
          const base = scenario('bounded-downtime', [steadyPhase([region(pages, rate, pattern)])]);
          const { downtimeSeconds } = run(base);
          expect(downtimeSeconds).toBeLessThanOrEqual(base.migration.downtimeLimitSeconds);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('post-copy', () => {
  it('sends every page once and stops for the switch alone, whatever the guest writes', () => {
    fc.assert(
      fc.property(anyRegions, (writes) => {
        const result = run(scenario('post-copy', [steadyPhase(writes)]));
        expect(result.sentBytes / PAGE_WIRE_BYTES).toBeCloseTo(PAGES, 3);
        expect(result.downtimeSeconds).toBeCloseTo(FIXED_SECONDS, 6);
      }),
      { numRuns: 40 },
    );
  });
});

describe('hybrid', () => {
  it('sends no page more than twice and stops for the switch alone', () => {
    fc.assert(
      fc.property(anyRegions, (writes) => {
        const result = run(scenario('hybrid', [steadyPhase(writes)]));
        expect(result.sentBytes / PAGE_WIRE_BYTES).toBeLessThanOrEqual(2 * PAGES);
        expect(result.downtimeSeconds).toBeCloseTo(FIXED_SECONDS, 6);
      }),
      { numRuns: 40 },
    );
  });
});

describe('agile', () => {
  it('sends the working set, at most twice, and nothing of the cold memory', () => {
    const writes = [region(1000, 5000, 'random')];
    const result = run(scenario('agile', [steadyPhase(writes)]));
    expect(result.sentBytes / PAGE_WIRE_BYTES).toBeLessThanOrEqual(2000);
    expect(result.sentBytes / PAGE_WIRE_BYTES).toBeGreaterThan(990);
  });
});

describe('a larger memory on a faster link', () => {
  it.each(ALGORITHMS)('takes %s the same time', (algorithm) => {
    const hot = [region(3000, 20_000, 'random')];
    const small = run(scenario(algorithm, [steadyPhase(hot)]));
    const times = 64;
    const base = scenario(algorithm, [steadyPhase([region(3000 * times, 20_000 * times, 'random')])]);
    const large = run({
      ...base,
      vm: {
        ...base.vm,
        memoryBytes: MEMORY_BYTES * times,
        touchedBytes: MEMORY_BYTES * times,
        nonZeroBytes: MEMORY_BYTES * times,
      },
      link: {
        ...base.link,
        bandwidthBytesPerSecond: base.link.bandwidthBytesPerSecond * times,
        inFlightBytes: (base.link.inFlightBytes ?? 0) * times,
      },
    });
    expect(large.totalSeconds).toBeCloseTo(small.totalSeconds, 0);
  });
});
