import { simulate } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { COMPARED } from '../../webview/model/cards.ts';
import { downtimeDistribution, type SingleRuns } from '../../webview/model/downtime-distribution.ts';
import { type Grid, type RefinementSink, refinement } from '../../webview/model/refinement.ts';
import { sampleScenario } from './sample-document.ts';

const scenario = { ...sampleScenario(), runs: 6 };

const collected = (complete: boolean) => {
  const order: string[] = [];
  const got: { outcomes?: unknown; runs?: SingleRuns; grid?: Grid } = {};
  const sink: RefinementSink = {
    outcomes: (outcomes) => {
      order.push('outcomes');
      got.outcomes = outcomes;
    },
    runs: (runs) => {
      order.push('runs');
      got.runs = runs;
    },
    grid: (grid) => {
      order.push('grid');
      got.grid = grid;
    },
  };
  const pauses = [...refinement(scenario, 'guided', complete, sink)].length;
  return { order, pauses, ...got };
};

describe('what follows a quick trial', () => {
  const { order, pauses, outcomes, runs, grid } = collected(false);

  test('comes in the order in which it is missed: all runs, single runs, the table row by row', () => {
    expect(order).toEqual(['outcomes', 'runs', 'grid', 'grid', 'grid', 'grid', 'grid']);
  });

  test('can be interrupted after every strategy, every run and every cell', () => {
    expect(pauses).toBe(COMPARED.length * (1 + scenario.runs) + 25);
  });

  test('is what the simulator says of the whole scenario', () => {
    expect(outcomes).toEqual(simulate({ ...scenario, strategies: COMPARED }));
  });

  test('has single runs that make up the distribution', () => {
    const median = simulate({ ...scenario, strategies: ['guided'] }).guided?.downtimeMs?.p50 ?? 0;
    const below = runs?.guided.filter(({ downtimeMs }) => downtimeMs <= median) ?? [];
    expect(below).toHaveLength(scenario.runs / 2);
  });

  test('fills every cell and marks the current one', () => {
    const cells = grid?.cells.flat() ?? [];
    expect(cells).toHaveLength(25);
    expect(cells.filter((cell) => cell?.current)).toEqual([grid?.cells[2]?.[2]]);
    expect(cells).not.toContain(null);
  });

  test('leaves out the runs that are there already', () => {
    expect(collected(true).order.at(0)).toBe('runs');
  });

  test('has an axis that holds every dot', () => {
    if (!runs) throw new Error('runs were collected');
    const far = { ...runs, oracle: [{ downtimeMs: 70_000, forced: true }] };
    expect(downtimeDistribution({}, 50, far).axis.high).toBeGreaterThanOrEqual(70_000);
  });
});
