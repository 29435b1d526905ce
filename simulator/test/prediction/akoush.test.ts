import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  migrationBounds,
  type PredictionSetup,
  predictFromAverageRate,
  predictFromHistory,
} from '../../src/prediction/index.ts';

const setup: PredictionSetup = {
  memoryPages: 10_000,
  bytesPerSecond: 40_960_000, // 10,000 pages/s: a pass takes a second
  preOverheadSeconds: 0.5,
  postOverheadSeconds: 0.1,
};
const bounds = migrationBounds(setup);
/** One page: the bounds count whole pages, the model expected ones. */
const ROUNDING = 0.000_1;

describe('AVG', () => {
  it('stays within the bounds at any rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (rate) => {
        const { totalSeconds, downtimeSeconds } = predictFromAverageRate(setup, rate);
        expect(totalSeconds).toBeGreaterThanOrEqual(bounds.leastTotalSeconds);
        expect(totalSeconds).toBeLessThanOrEqual(bounds.mostTotalSeconds + ROUNDING);
        expect(downtimeSeconds).toBeGreaterThanOrEqual(bounds.leastDowntimeSeconds);
        expect(downtimeSeconds).toBeLessThanOrEqual(bounds.mostDowntimeSeconds + ROUNDING);
      }),
    );
  });

  it('is the geometric series below the link’s rate: 10,000, 1,000, 100 pages, then 10 in the stop', () => {
    const prediction = predictFromAverageRate(setup, 1000);
    expect(prediction.sentPages).toBeCloseTo(11_110);
    expect(prediction.rounds).toBe(4);
    expect(prediction.downtimeSeconds).toBeCloseTo(0.1 + 0.001);
  });

  it('predicts a longer migration for a faster guest', () => {
    expect(predictFromAverageRate(setup, 6000).totalSeconds).toBeGreaterThan(
      predictFromAverageRate(setup, 2000).totalSeconds,
    );
  });
});

describe('HIST', () => {
  const pages = (first: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => first + i);

  it('counts a page that is dirtied again and again once, which AVG cannot', () => {
    const hot = { intervalSeconds: 0.1, intervals: [pages(0, 500)] };
    const history = predictFromHistory(setup, hot, 0);
    expect(history.downtimeSeconds).toBeCloseTo(0.1 + 0.05);
    expect(predictFromAverageRate(setup, 5000).totalSeconds).not.toBeCloseTo(history.totalSeconds, 1);
  });

  it('agrees with AVG where every interval dirties new pages at one rate', () => {
    const intervals = Array.from({ length: 100 }, (_, index) => pages(index * 100, 100));
    const history = predictFromHistory(setup, { intervalSeconds: 0.1, intervals }, 0);
    const average = predictFromAverageRate(setup, 1000);
    // An interval that is only touched counts in full: up to 100 pages a round.
    expect(Math.abs(history.sentPages - average.sentPages)).toBeLessThanOrEqual(100 * history.rounds);
  });

  it('knows that a migration begun before a quiet stretch stops for less', () => {
    const quiet = Array.from({ length: 50 }, () => [1]);
    const busy = Array.from({ length: 50 }, () => pages(0, 2000));
    const history = { intervalSeconds: 0.1, intervals: [...quiet, ...busy] };
    expect(predictFromHistory(setup, history, 0).downtimeSeconds).toBeLessThan(
      predictFromHistory(setup, history, 5).downtimeSeconds,
    );
  });
});
