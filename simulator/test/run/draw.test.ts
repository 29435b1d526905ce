import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/engine/random.ts';
import { drawEstimate } from '../../src/run/draw.ts';

const draws = (low: number, likely: number, high: number): number[] => {
  const random = createRandom(7);
  return Array.from({ length: 4000 }, () => drawEstimate({ low, likely, high }, random)).sort(
    (a, b) => a - b,
  );
};

describe('a value drawn from an estimate', () => {
  test('lies between low and high, whatever they are', () => {
    const ordered = fc
      .tuple(
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
      )
      .map((three) => three.sort((a, b) => a - b));
    fc.assert(
      fc.property(ordered, fc.integer(), ([low = 0, likely = 0, high = 0], seed) => {
        const value = drawEstimate({ low, likely, high }, createRandom(seed));
        const rounding = 1e-9 * high;
        return value >= low - rounding && value <= high + rounding;
      }),
    );
  });

  test('has the likely value as its median, however far the high one is', () => {
    const values = draws(1, 2, 200);
    expect(values[2000]).toBeCloseTo(2, 1);
    expect(values[3800]).toBeLessThan(60);
    expect(values.at(-1)).toBeGreaterThan(100);
  });

  test('may be 0 where the low bound is', () => {
    const [least = Number.NaN] = draws(0, 1, 2);
    expect(least).toBeGreaterThanOrEqual(0);
    expect(least).toBeLessThan(0.05);
  });
});
