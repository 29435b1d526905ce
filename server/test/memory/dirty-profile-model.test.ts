import { type Estimate, exactly, inEnglish } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuntimeSettings } from '../../src/analysis/analyzer.ts';
import { pagesWithin } from '../../src/analysis/memory/dirty-curve.ts';
import { dirtyProfile } from '../../src/analysis/memory/dirty-profile-model.ts';
import { inWords } from '../in-words.ts';
import { regionOf, summaryOf } from './summary.ts';

const NODE_20: RuntimeSettings = { name: 'node20', maxSemiSpaceMiB: null };
const MiB = 1024 * 1024;
const MiB_PAGES = 256;

const ordered = (estimate: Estimate): void => {
  expect(Number.isFinite(estimate.high)).toBe(true);
  expect(estimate.low).toBeGreaterThanOrEqual(0);
  expect(estimate.likely).toBeGreaterThanOrEqual(estimate.low);
  expect(estimate.high).toBeGreaterThanOrEqual(estimate.likely);
};

const estimate = (max: number): fc.Arbitrary<Estimate> =>
  fc
    .tuple(
      fc.double({ min: 0, max, noNaN: true }),
      fc.double({ min: 0, max, noNaN: true }),
      fc.double({ min: 0, max, noNaN: true }),
    )
    .map((bounds) => {
      const [low = 0, likely = 0, high = 0] = [...bounds].sort((a, b) => a - b);
      return { low, likely, high };
    });

const summaries = fc
  .record({
    durationSeconds: estimate(100),
    waitSeconds: estimate(10),
    youngBytesPerCall: estimate(1e10),
    survivingBytesPerCall: estimate(1e9),
    liveYoungBytes: estimate(1e9),
    liveLargeBytes: estimate(1e9),
    lastingLargeBytesPerCall: estimate(1e9),
    retainedBytesPerCall: estimate(1e9),
    retainedUntilBytes: fc.option(estimate(1e10)),
    largeBytesPerCall: estimate(1e9),
    externalBytesPerCall: estimate(1e9),
    region: fc.record({
      rangeBytes: estimate(1e10),
      bytesPerCall: estimate(1e9),
      writesPerCall: estimate(1e9),
    }),
    pattern: fc.constantFrom('sweep' as const, 'random' as const),
  })
  .map(({ region, pattern, ...given }) =>
    summaryOf({ ...given, inPlace: [regionOf({ ...region, pattern })] }),
  );

describe('the memory model', () => {
  test('lets an execution last as long as it computes, its survivors are copied and its large blocks are faulted in', () => {
    const computing = summaryOf({ durationSeconds: exactly(0.001) });
    expect(dirtyProfile(computing, NODE_20).durationSeconds.likely).toBeCloseTo(0.001, 9);
    const copying = summaryOf({
      durationSeconds: exactly(0.001),
      youngBytesPerCall: exactly(4 * MiB),
      liveYoungBytes: exactly(16 * MiB),
    });
    // Row "retained ring of 10k": 2 ns a byte, and as good as all of them survive twice.
    expect(dirtyProfile(copying, NODE_20).durationSeconds.likely).toBeCloseTo(0.001 + 2 * 4 * MiB * 2e-9, 3);
    const faulting = summaryOf({ durationSeconds: exactly(0.001), largeBytesPerCall: exactly(4 * MiB) });
    expect(dirtyProfile(faulting, NODE_20).durationSeconds.likely).toBeCloseTo(0.001 + 4 * MiB * 0.5e-9, 5);
  });

  test('answers any summary with finite, ordered estimates that grow with the window', () => {
    fc.assert(
      fc.property(summaries, fc.constantFrom(null, 1, 64), (summary, maxSemiSpaceMiB) => {
        const profile = dirtyProfile(summary, { name: 'node20', maxSemiSpaceMiB });
        for (const pages of Object.values(profile.pagesIn)) ordered(pages);
        ordered(profile.pagesPerCall);
        ordered(profile.rangePages);
        ordered(profile.ratePagesPerSecond);
        expect(profile.pagesIn['100ms'].likely).toBeGreaterThanOrEqual(profile.pagesIn['10ms'].likely);
        expect(profile.pagesIn['1s'].likely).toBeGreaterThanOrEqual(profile.pagesIn['100ms'].likely);
        expect(profile.mostPages).toBeGreaterThan(2048 * MiB_PAGES);
        expect(profile.rangePages.likely).toBeGreaterThanOrEqual(profile.pagesIn['1s'].likely * 0.999);
      }),
    );
  });

  test('takes what is dropped before its second scavenge for young, and anything more for old', () => {
    const rangeOf = (until: number): number =>
      dirtyProfile(
        summaryOf({
          youngBytesPerCall: exactly(1e6),
          retainedBytesPerCall: exactly(1e6),
          retainedUntilBytes: exactly(until),
        }),
        NODE_20,
      ).rangePages.likely / MiB_PAGES;
    const semiSpaces = 2 * 16;
    expect(rangeOf(16 * MiB)).toBeLessThan(semiSpaces + 1);
    expect(rangeOf(100 * MiB)).toBeGreaterThan(semiSpaces + 100);
    expect(rangeOf(100 * MiB)).toBeLessThan(semiSpaces + 500);
    expect(rangeOf(10_000 * MiB)).toBeLessThan(semiSpaces + 2049);
  });

  test('spreads what is retained once, be it moved or large', () => {
    const rangeOf = (largeBytes: number): number =>
      dirtyProfile(
        summaryOf({
          youngBytesPerCall: exactly(1e6),
          largeBytesPerCall: exactly(largeBytes),
          retainedBytesPerCall: exactly(1e6),
        }),
        NODE_20,
      ).rangePages.likely / MiB_PAGES;
    const [small, half, all] = [rangeOf(0), rangeOf(5e5), rangeOf(1e6)];
    for (const range of [small, half, all]) expect(range).toBeLessThan(2048 + 3.5 * 16 + 1);
  });

  test('has the more large objects mapped the larger the semi-spaces are', () => {
    const mappedBeside = (liveBytes: number): number => {
      const rangeOf = (largeBytes: number): number =>
        dirtyProfile(
          summaryOf({
            youngBytesPerCall: exactly(1e6),
            liveYoungBytes: exactly(liveBytes),
            largeBytesPerCall: exactly(largeBytes),
          }),
          NODE_20,
        ).rangePages.likely;
      return rangeOf(1e6) - rangeOf(0);
    };
    // Measured: 0.8 MB of them with semi-spaces of 1 MiB, 2.7 to 7 MB with those of 16.
    expect(mappedBeside(0)).toBeLessThan(320);
    expect(mappedBeside(3e6)).toBeGreaterThan(660);
    expect(mappedBeside(3e6)).toBeLessThan(1700);
  });

  test('finds nothing where nothing is written', () => {
    const profile = dirtyProfile(summaryOf({}), NODE_20);
    expect(profile.pagesIn['1s']).toEqual(exactly(0));
    expect(profile.pagesPerCall).toEqual(exactly(0));
    expect(profile.writes).toEqual([]);
    expect(inWords(profile.why)).toEqual(['writes nothing but its own variables']);
  });

  test('says its regions so that their curve is its own', () => {
    const profile = dirtyProfile(
      summaryOf({ youngBytesPerCall: exactly(1e6), liveYoungBytes: exactly(1e5) }),
      NODE_20,
    );
    expect(pagesWithin(profile.writes, 0.1)).toEqual(profile.pagesIn['100ms']);
  });
});

describe('the young generation', () => {
  const allocating = (liveBytes: number, runtime: RuntimeSettings = NODE_20): number =>
    dirtyProfile(summaryOf({ youngBytesPerCall: exactly(1e6), liveYoungBytes: exactly(liveBytes) }), runtime)
      .pagesIn['1s'].likely;

  test('stays where the start of the program left it while its garbage dies at once', () => {
    expect(allocating(0)).toBeGreaterThan(2 * 2 * MiB_PAGES);
    expect(allocating(0)).toBeLessThan(2 * 2 * MiB_PAGES + 60);
  });

  test('grows to two semi-spaces of 16 MiB once something survives', () => {
    expect(allocating(400_000)).toBeGreaterThan(32 * MiB_PAGES);
    expect(allocating(400_000)).toBeLessThan(33 * MiB_PAGES);
  });

  test.each([1, 2, 4, 8, 16])('stops at two semi-spaces of --max-semi-space-size=%d', (maxSemiSpaceMiB) => {
    const pages = allocating(400_000, { name: 'node20', maxSemiSpaceMiB });
    expect(pages).toBeGreaterThan(2 * maxSemiSpaceMiB * MiB_PAGES);
    expect(pages).toBeLessThan(2 * maxSemiSpaceMiB * MiB_PAGES + 60);
  });

  test('promotes what outlives two scavenges, and slows the program down by copying it', () => {
    const ring = summaryOf({ youngBytesPerCall: exactly(1e6), liveYoungBytes: exactly(64 * MiB) });
    const profile = dirtyProfile(ring, NODE_20);
    expect(profile.why.some((line) => inEnglish(line).startsWith('old space'))).toBe(true);
    expect(profile.allocationBytesPerSecond.likely).toBeLessThan(1e9 / 2);
  });

  test('lets old space grow by what V8 waits for at the least, where little lives long', () => {
    const ring = summaryOf({
      durationSeconds: exactly(1e-3),
      youngBytesPerCall: exactly(1e6),
      liveYoungBytes: exactly(MiB),
    });
    const { writes } = dirtyProfile(ring, { name: 'node20', maxSemiSpaceMiB: 1 });
    const most = Math.max(...writes.map(({ rangeBytes }) => rangeBytes.likely));
    expect(most).toBeCloseTo((1 + 8 + 1) * MiB, -3);
  });
});

describe('memory written in place', () => {
  test('is its pages and no more, however often it is swept', () => {
    const summary = summaryOf({
      inPlace: [regionOf({ rangeBytes: exactly(MiB), bytesPerCall: exactly(MiB) })],
    });
    expect(dirtyProfile(summary, NODE_20).pagesIn['1s']).toEqual(exactly(MiB_PAGES + 1));
  });

  test('written at random fills up as W·(1 − e^(−k/W))', () => {
    const summary = summaryOf({
      durationSeconds: exactly(0.1),
      inPlace: [
        regionOf({ rangeBytes: exactly(1023 * 4096), writesPerCall: exactly(1024), pattern: 'random' }),
      ],
    });
    expect(dirtyProfile(summary, NODE_20).pagesIn['100ms'].likely).toBeCloseTo(1024 * (1 - Math.exp(-1)), 5);
  });

  test('counts a page even for one byte', () => {
    const summary = summaryOf({ inPlace: [regionOf({ rangeBytes: exactly(8), bytesPerCall: exactly(8) })] });
    expect(dirtyProfile(summary, NODE_20).pagesPerCall.likely).toBeGreaterThanOrEqual(1);
  });
});

describe('memory outside the heap', () => {
  test('fills 32 MiB before a collection frees it', () => {
    const summary = summaryOf({
      externalBytesPerCall: exactly(2 * MiB),
      externalBlockBytes: exactly(65_536),
    });
    const pages = dirtyProfile(summary, NODE_20).pagesIn['100ms'].likely;
    expect(pages).toBeGreaterThan(32 * MiB_PAGES);
    expect(pages).toBeLessThan(33 * MiB_PAGES);
  });

  test('is freed earlier where young objects make scavenges come often', () => {
    const summary = summaryOf({
      externalBytesPerCall: exactly(MiB),
      externalBlockBytes: exactly(65_536),
      youngBytesPerCall: exactly(MiB),
    });
    expect(dirtyProfile(summary, NODE_20).pagesIn['100ms'].likely).toBeLessThan(8 * MiB_PAGES);
  });
});
