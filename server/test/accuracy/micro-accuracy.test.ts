import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compareWindow } from '../../../scripts/accuracy/compare-rows.ts';
import { microProfiles } from '../../../scripts/accuracy/estimate-rows.ts';
import { microRows } from '../../../scripts/accuracy/measured-rows.ts';
import { type Score, scoreOf } from '../../../scripts/accuracy/score.ts';

const data = path.join(import.meta.dirname, '../data');

/** The whole analysis of micro-entities.js, unchanged, against the measured pages: the goals hold and stay held. */
describe('the micro entities, pages in 100 ms', () => {
  let score: Score;

  beforeAll(() => {
    const rows = microRows(readFileSync(path.join(data, 'pages-micro.csv'), 'utf8'));
    const profiles = microProfiles(path.join(data, 'micro-entities.js'), rows);
    score = scoreOf(rows.map((row, index) => compareWindow(row, profiles[index] ?? null).comparison));
  }, 180_000);

  test('are answered', () => {
    expect(score.answered).toBeGreaterThanOrEqual(0.8);
  });

  test('lie within a factor of 2 for 80 % of the rows', () => {
    expect(score.withinTwo).toBeGreaterThanOrEqual(0.8);
  });

  test('lie within a factor of 4 for 95 % of the rows', () => {
    expect(score.withinFour).toBeGreaterThanOrEqual(0.95);
  });

  test('lie inside [low, high] for 80 % of the rows, at a median high/low of at most 8', () => {
    expect(score.covered).toBeGreaterThanOrEqual(0.8);
    expect(score.medianWidth).toBeLessThanOrEqual(8);
  });
});
