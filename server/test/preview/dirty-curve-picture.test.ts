import { defaultEnvironment, exactly, inEnglish, type WriteRegion } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { dirtyCurvePicture } from '../../src/preview/dirty-curve-picture.ts';

const MIB = 2 ** 20;
const sweep = (mebibytes: number, pagesPerSecond: number): readonly WriteRegion[] => [
  { rangeBytes: exactly(mebibytes * MIB), ratePagesPerSecond: exactly(pagesPerSecond), pattern: 'sweep' },
];

/** Heights of the one curve that is drawn solid, from the left. */
const curveHeights = (svg: string): readonly number[] => {
  const [, points = ''] =
    /<polyline points="([^"]+)" fill="none" stroke="[^"]+" stroke-width="2"\/>/.exec(svg) ?? [];
  return points.split(' ').flatMap((value, index) => (index % 2 === 1 ? [Number(value)] : []));
};

const budgetHeight = (svg: string): number => Number(/<rect x="\d+" y="([\d.]+)"/.exec(svg)?.[1]);

describe('the picture of a dirty curve', () => {
  test('says in a sentence what it shows, against what the link sends in the downtime limit', () => {
    // 300 ms at 1 Gbit/s are 37.5 MB; 1000 pages/s write 3.9 MiB a second until 8 MiB are dirty.
    expect(
      inEnglish(dirtyCurvePicture(sweep(8, 1000), 'low-range', defaultEnvironment, inEnglish).text),
    ).toBe(
      'Writes 1.17 MiB in the downtime limit of 300 ms, in which the link sends 35.8 MiB; ' +
        '400 KiB in 100 ms, 3.91 MiB in 1 s, 8 MiB in 10 s.',
    );
  });

  test('draws a small range below the top of the budget, and a hot one above it', () => {
    const quiet = dirtyCurvePicture(sweep(8, 1000), 'low-range', defaultEnvironment, inEnglish).svg;
    const hot = dirtyCurvePicture(sweep(512, 200_000), 'hot', defaultEnvironment, inEnglish).svg;
    // Heights count from the top.
    expect(Math.min(...curveHeights(quiet))).toBeGreaterThan(budgetHeight(quiet));
    expect(Math.min(...curveHeights(hot))).toBeLessThan(budgetHeight(hot));
  });

  test('rises and never leaves the axes, whatever is written', () => {
    for (const writes of [[], sweep(0, 0), sweep(1, 1e-9), sweep(2 ** 30, 1e12)]) {
      const heights = curveHeights(dirtyCurvePicture(writes, 'unknown', defaultEnvironment, inEnglish).svg);
      expect(heights.length).toBeGreaterThan(10);
      expect([...heights].sort((a, b) => b - a)).toEqual(heights);
      for (const height of heights) expect(height >= 0 && height <= 104).toBe(true);
    }
  });

  test('fits into a hover: less than 4 KB', () => {
    expect(
      dirtyCurvePicture(sweep(8, 1000), 'low-range', defaultEnvironment, inEnglish).svg.length,
    ).toBeLessThan(4096);
  });
});
