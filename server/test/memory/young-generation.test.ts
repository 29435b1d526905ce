import { type Estimate, exactly } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { promotedShare, scavengedEvery, semiSpaceBytes } from '../../src/analysis/memory/young-generation.ts';

const NODE_20 = { name: 'node20', maxSemiSpaceMiB: 64 } as const;

const offBy = (likely: number, factor: number): Estimate => ({
  low: likely / factor,
  likely,
  high: likely * factor,
});

const semiSpace = (allocation: Estimate, liveBytes: Estimate): Estimate =>
  semiSpaceBytes(
    {
      allocationBytesPerSecond: allocation,
      largeBytesPerSecond: exactly(0),
      lastingLargeBytesPerSecond: exactly(0),
      liveBytes,
      liveLargeBytes: exactly(0),
      levels: 1,
      survivingBytesPerSecond: exactly(0),
    },
    NODE_20,
  );

describe('the size of a semi-space', () => {
  test('is in doubt by what is allocated, by what of it is alive and by when the process is observed', () => {
    const certain = semiSpace(exactly(1e9), exactly(2e4));
    const rate = semiSpace(offBy(1e9, 64), exactly(2e4));
    const alive = semiSpace(exactly(1e9), offBy(2e4, 64));
    expect(certain.low).toBeLessThan(certain.likely);
    expect(certain.high).toBeGreaterThan(certain.likely);
    for (const doubtful of [rate, alive]) {
      expect(doubtful.likely).toBe(certain.likely);
      expect(doubtful.low).toBeLessThan(certain.low);
      expect(doubtful.high).toBeGreaterThan(certain.high);
    }
  });

  test('is in less doubt than if all that it depends on were off the same way', () => {
    const both = semiSpace(offBy(2e8, 32), offBy(5e3, 32));
    const sameWay = semiSpace(offBy(2e8, 1024), exactly(5e3));
    expect(both.high).toBeLessThan(sameWay.high);
    expect(both.low).toBeGreaterThanOrEqual(sameWay.low);
  });
});

/** Levels of calls and loops. */
const FLAT = 1;
const DEEP = 10;

describe('scavenges', () => {
  const MiB = 1024 * 1024;

  test('come when what the last one has copied and what was allocated since fill a semi-space', () => {
    expect(scavengedEvery(4 * MiB, 1, 16 * MiB)).toBeCloseTo(12 * MiB, -3);
    expect(scavengedEvery(100 * MiB, 1, 16 * MiB)).toBe(8 * MiB);
  });

  test('promote what lists hold in the order of its birth: nothing up to half a semi-space, and all that fills one', () => {
    expect(promotedShare(7 * MiB, FLAT, 16 * MiB)).toBe(0);
    expect(promotedShare(12 * MiB, FLAT, 16 * MiB)).toBeCloseTo(0.5, 3);
    expect(promotedShare(16 * MiB, FLAT, 16 * MiB)).toBe(1);
  });

  test('promote half of what calls hold until they end, where that is much of what is allocated between them', () => {
    const found = (liveMiB: number): number =>
      (promotedShare(liveMiB * MiB, DEEP, 16 * MiB) * scavengedEvery(liveMiB * MiB, DEEP, 16 * MiB)) /
      (liveMiB * MiB);
    expect(found(0.5)).toBeLessThan(0.03);
    expect(found(4)).toBeCloseTo(0.4, 1);
    expect(found(8)).toBeCloseTo(0.5, 1);
    expect(promotedShare(20 * MiB, DEEP, 16 * MiB)).toBe(1);
  });
});
