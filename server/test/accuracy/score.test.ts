import { describe, expect, test } from 'vitest';
import {
  type Comparison,
  factorOf,
  quietVerdict,
  ratioOf,
  scoreOf,
  spearman,
} from '../../../scripts/accuracy/score.ts';

const row = (measured: number, likely: number | null, low = likely, high = likely): Comparison => ({
  name: 'row',
  measured,
  floor: 15,
  profilersOwn: 15,
  estimate: likely === null || low === null || high === null ? null : { low, likely, high },
  why: [],
});

describe('ratios', () => {
  test('add the 15 pages that the profiler writes to the estimate', () => {
    expect(ratioOf(row(30, 15))).toBe(1);
    expect(ratioOf(row(15, 0))).toBe(1);
  });

  test('count in either direction, and as a miss where nothing is known', () => {
    expect(factorOf(row(60, 15))).toBe(2);
    expect(factorOf(row(15, 15))).toBe(2);
    expect(factorOf(row(15, null))).toBe(Number.POSITIVE_INFINITY);
    expect(factorOf(row(0, 0))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a score', () => {
  test('takes its shares over all rows, the unanswered included', () => {
    const score = scoreOf([row(15, 0), row(60, 15), row(90, 15), row(100, null)]);
    expect(score.answered).toBe(0.75);
    expect(score.withinTwo).toBe(0.5);
    expect(score.withinFour).toBe(0.75);
  });

  test('counts as covered what lies inside [low, high], floor included', () => {
    expect(scoreOf([row(100, 85, 20, 90)]).covered).toBe(1);
    expect(scoreOf([row(100, 200, 86, 400)]).covered).toBe(0);
    expect(scoreOf([row(100, 50, 10, 80)]).covered).toBe(0);
  });

  test('compares measurements without a floor as they are', () => {
    expect(scoreOf([{ ...row(5, 4, 2, 9), profilersOwn: 0 }]).covered).toBe(1);
    expect(scoreOf([{ ...row(20, 4, 2, 9), profilersOwn: 0 }]).covered).toBe(0);
  });

  test('takes the median width of the answers', () => {
    const score = scoreOf([row(100, 85, 35, 85), row(100, 85, 10, 85), row(100, 85, 85, 85), row(1, null)]);
    expect(score.medianWidth).toBe(2);
  });

  test('ranks what is not known last', () => {
    const ordered = [row(10, 1), row(100, 2), row(1000, 3)];
    expect(scoreOf(ordered).spearman).toBeCloseTo(1);
    expect(scoreOf([...ordered.slice(0, 2), row(1000, null)]).spearman).toBeLessThan(0);
  });
});

describe("Spearman's correlation", () => {
  test('is 1 for any growing relation, -1 for any falling one', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1);
    expect(spearman([1, 2, 3, 4], [9, 7, 1, 0])).toBeCloseTo(-1);
  });

  test('gives ties their mean rank', () => {
    expect(spearman([1, 2, 2, 3], [1, 2, 2, 3])).toBeCloseTo(1);
    expect(spearman([1, 2, 3, 4], [1, 1, 2, 2])).toBeCloseTo(0.894, 3);
  });
});

describe('the quiet verdict', () => {
  test('is interpolated at 50 ms', () => {
    // 10 + 40/90 x 3,210 = 1,437 pages, just under 1,440
    expect(quietVerdict({ '10ms': 10, '100ms': 3220 }, { '10ms': 0, '100ms': 0 })).toBe(true);
    expect(quietVerdict({ '10ms': 10, '100ms': 3240 }, { '10ms': 0, '100ms': 0 })).toBe(false);
  });
});
