import { type Outcome, simulate } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { inWords } from '../../../server/test/in-words.ts';
import {
  cellScenario,
  GRID_RUNS,
  gridCell,
  gridColumns,
  gridRows,
} from '../../webview/model/limit-bandwidth-grid.ts';
import { sampleScenario } from './sample-document.ts';

const scenario = sampleScenario();

const completed = (over: Partial<Outcome>): Outcome => {
  const { guided } = simulate({ ...scenario, runs: 1, strategies: ['guided'] });
  if (!guided) throw new Error('guided was asked for');
  return { ...guided, ...over };
};

describe('limit × bandwidth', () => {
  test('has the current setting in its middle', () => {
    expect(inWords(gridColumns(scenario))[2]).toEqual({ factor: 1, text: '2.5 Gbit/s' });
    expect(inWords(gridRows(scenario))[2]).toEqual({ factor: 1, text: '50 ms' });
  });

  test('a cell is the scenario with another limit and another bandwidth, and few runs', () => {
    const cell = cellScenario(scenario, 2, 0.5, 'guided');
    expect(cell.migration.downtimeLimitSeconds).toBeCloseTo(0.1);
    expect(cell.link.bandwidthBytesPerSecond).toBeCloseTo(scenario.link.bandwidthBytesPerSecond / 2);
    expect(cell.runs).toBe(GRID_RUNS);
    expect(cell.strategies).toEqual(['guided']);
  });

  test('a cell where nothing completes unforced says never, with what force costs', () => {
    const downtimeMs = { p5: 1, p50: 900, p95: 2, mean: 1 };
    expect(inWords(gridCell(completed({ converged: 0, downtimeMs }), false))).toEqual({
      text: 'never',
      detail: 'forced: 900 ms',
      convergence: 'never',
      current: false,
    });
    expect(inWords(gridCell(completed({ converged: 0, downtimeMs: null }), false)).detail).toBe(
      'no run completes',
    );
    expect(inWords(gridCell(undefined, false)).convergence).toBe('never');
  });

  test('a cell where some have to be forced says how many have not', () => {
    expect(inWords(gridCell(completed({ converged: 0.25 }), false))).toMatchObject({
      convergence: 'sometimes',
      detail: '25 % unforced',
    });
  });
});
