import { exactly } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { dirtyPages, dirtyProfile, pagesOfCall } from '../../src/analysis/memory/dirty-profile-model.ts';
import { callDoubt, doubted, NO_DOUBT, rateDoubt, widthOf } from '../../src/analysis/memory/doubt.ts';
import { regionOf, summaryOf } from './summary.ts';

const NODE_20 = { name: 'node20', maxSemiSpaceMiB: null } as const;

describe('the doubt of rates', () => {
  test('grows with the calls and loops that an estimate goes through', () => {
    const [one, four, sixteen] = [1, 4, 16].map((levels) => Math.log(rateDoubt(levels).collected));
    expect(four).toBeCloseTo(2 * (one ?? 0));
    expect(sixteen).toBeCloseTo(4 * (one ?? 0));
  });

  test('is less for one call: how long it takes does not come into it', () => {
    expect(callDoubt(9).collected).toBeLessThan(rateDoubt(9).collected);
    expect(callDoubt(9).inPlace).toBe(rateDoubt(9).inPlace);
  });

  test('moves the bounds and leaves what is likely alone', () => {
    const summary = summaryOf({ youngBytesPerCall: exactly(4096), durationSeconds: exactly(1e-3) });
    const certain = dirtyPages(summary, NODE_20, NO_DOUBT).pagesIn['100ms'];
    const doubtful = dirtyPages(summary, NODE_20, { collected: 3, inPlace: 1 }).pagesIn['100ms'];
    expect(doubtful.likely).toBe(certain.likely);
    expect(doubtful.low).toBeLessThan(certain.low);
    expect(doubtful.high).toBeGreaterThan(certain.high);
  });

  test('is of its own for what is written in place', () => {
    const region = regionOf({
      rangeBytes: exactly(1e9),
      bytesPerCall: exactly(40960),
      writesPerCall: exactly(10),
    });
    const pages = pagesOfCall(summaryOf({ inPlace: [region] }), NODE_20, { collected: 9, inPlace: 2 });
    expect(pages).toEqual({ low: 5.5, likely: 11, high: 22 });
  });
});

describe('what keeps the semi-spaces growing', () => {
  test('is more in deep code: its temporaries are alive when the collector comes', () => {
    const pagesAt = (levels: number): number =>
      dirtyProfile(summaryOf({ levels, youngBytesPerCall: exactly(1.5e6) }), NODE_20).pagesIn['100ms'].likely;
    expect(pagesAt(4)).toBe(pagesAt(1));
    expect(pagesAt(12)).toBeGreaterThan(1.5 * pagesAt(4));
  });
});

describe('the width of an estimate', () => {
  const bounds = { low: 1, likely: 1000, high: 1_000_000 };

  test('is bounded by what is known of it', () => {
    const highs = (['in place', 'saturated', 'growing', 'open'] as const).map(
      (knowledge) => doubted(bounds, widthOf(knowledge, rateDoubt(1))).high,
    );
    expect(highs).toEqual([...highs].sort((a, b) => a - b));
  });

  test('is never less than what measurements scatter', () => {
    const shown = doubted(exactly(1000), widthOf('growing', NO_DOUBT));
    expect(shown.low).toBeLessThan(1000 / 1.2);
    expect(shown.high).toBeGreaterThan(1000 * 1.2);
  });

  test('leaves room for what the runtime writes now and then', () => {
    expect(doubted(exactly(0), widthOf('in place', NO_DOUBT)).high).toBeGreaterThanOrEqual(10);
  });
});

describe('data that outlives the young generation and is dropped', () => {
  test('spreads over no more than the old generation may hold', () => {
    const ring = summaryOf({ youngBytesPerCall: exactly(1e12), liveYoungBytes: exactly(1e12) });
    expect(dirtyProfile(ring, NODE_20).rangePages.high).toBeLessThan((4 * 2 ** 30) / 4096);
  });
});
