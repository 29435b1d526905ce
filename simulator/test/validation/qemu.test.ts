import { describe, expect, it } from 'vitest';
import {
  compareGuided,
  compareSteady,
  scoreGuided,
  scoreSteady,
} from '../../../scripts/validation/scores.ts';

/** Fewer runs than docs/validation.md, so the limits here are a little wider than the figures there. */
const RUNS = 40;

describe('steady migrations of QEMU', () => {
  const scores = scoreSteady(compareSteady(RUNS));

  it('are predicted to complete when they did, and not when they did not', () => {
    expect(scores.verdictsRight / scores.rows).toBeGreaterThanOrEqual(0.97);
    expect(scores.notCompletedRight / scores.notCompleted).toBeGreaterThanOrEqual(0.85);
  });

  it('take as long as predicted and send as much', () => {
    expect(scores.totalErrorMedian).toBeLessThanOrEqual(0.015);
    expect(scores.totalErrorP90).toBeLessThanOrEqual(0.07);
    expect(scores.sentErrorMedian).toBeLessThanOrEqual(0.02);
  });

  it('stop the service for as long as predicted', () => {
    expect(scores.downtimeErrorMedianMs).toBeLessThanOrEqual(25);
    expect(scores.covered).toBeGreaterThanOrEqual(0.8);
    expect(scores.medianWidthMs).toBeLessThanOrEqual(165);
  });
});

describe('phased tasks on QEMU, tags off and on', () => {
  const scores = scoreGuided(compareGuided(RUNS));

  it('run the course that was predicted', () => {
    expect(scores.courseRight / scores.rows).toBeGreaterThanOrEqual(0.85);
  });

  it('are predicted in time and downtime, and in which mode is better', () => {
    expect(scores.totalErrorMedian).toBeLessThanOrEqual(0.1);
    expect(scores.downtimeErrorMedianMs).toBeLessThanOrEqual(30);
    expect(scores.pairsRight).toBe(scores.pairs);
  });
});
