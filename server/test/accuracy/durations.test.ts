import { describe, expect, test } from 'vitest';
import { compareCall, compareWindow } from '../../../scripts/accuracy/compare-rows.ts';
import {
  type DurationSet,
  durationCells,
  durationSection,
  durationSets,
} from '../../../scripts/accuracy/duration-section.ts';
import type { FunctionRow, MicroRow } from '../../../scripts/accuracy/measured-rows.ts';
import type { Results, ScoredRow } from '../../../scripts/accuracy/results.ts';
import { MILLISECONDS, scatterPlot } from '../../../scripts/accuracy/scatter-plot.ts';
import { ratioOf, scoreOf } from '../../../scripts/accuracy/score.ts';
import { UNSEEN_SETS } from '../../../scripts/accuracy/unseen-sets.ts';
import type { EntityProfile } from '../../src/analysis/entity-profile.ts';
import { unknownProfile } from '../../src/analysis/profiles/entity-profiles.ts';

const call = (name: string, callMs: number): FunctionRow => ({
  kind: 'function',
  name,
  file: 'a.js',
  firstLine: 1,
  callMs,
  pagesPerCall: 10,
});

const entity: MicroRow = {
  kind: 'micro',
  name: 'entity',
  line: 1,
  maxSemiSpaceMiB: 2,
  iterationMs: 8,
  allocationMBPerSecond: 0,
  pagesIn: { '10ms': 1, '100ms': 1, '1s': 1 },
};

const lasting = (likely: number, low = likely, high = likely): EntityProfile => ({
  ...unknownProfile(0, []),
  durationSeconds: { low, likely, high },
});

describe('how long a row lasts', () => {
  test('is compared in milliseconds, a call or an iteration at a time, with nothing added', () => {
    const { duration } = compareCall(call('a', 4), lasting(0.002));
    expect(duration).toMatchObject({ name: 'a', measured: 4, estimate: { likely: 2 } });
    expect(ratioOf(duration)).toBe(0.5);
    expect(compareWindow(entity, lasting(0.016)).duration).toMatchObject({
      name: 'entity (2 MiB)',
      measured: 8,
      estimate: { likely: 16 },
    });
  });

  test('is covered where it lies between low and high', () => {
    expect(scoreOf([compareCall(call('a', 4), lasting(0.002, 0.001, 0.005)).duration]).covered).toBe(1);
    expect(scoreOf([compareCall(call('a', 4), lasting(0.002, 0.001, 0.003)).duration]).covered).toBe(0);
  });

  test('is a miss where the duration alone is not known', () => {
    const row = compareCall(call('a', 4), unknownProfile(0, []));
    expect(scoreOf([row.duration]).answered).toBe(0);
    expect(durationCells(row)).toEqual(['4', 'not known']);
  });
});

const rows = (name: string, likely: number): readonly ScoredRow<FunctionRow>[] => [
  compareCall(call(name, 1), lasting(likely)),
];

const [opened, blind] = [false, true].map((isBlind) => UNSEEN_SETS.find((set) => set.isBlind === isBlind));
if (opened === undefined || blind === undefined)
  throw new Error('expected one set of each kind in UNSEEN_SETS');

const functionsOnly = (name: string, likely: number) => ({
  programs: null,
  functions: { untouched: rows(name, likely), asMeasured: rows(name, likely) },
});

const results: Results = {
  micro: [compareWindow(entity, lasting(0.008))],
  programs: null,
  functions: null,
  unseen: [
    { set: opened, ...functionsOnly('opened row', 0.009) },
    { set: blind, ...functionsOnly('blind row', 0.009) },
  ],
  repeated: [],
};

describe('the section of durations', () => {
  test('scores each set that was run, as measured and untouched', () => {
    expect(durationSets(results).map(({ name }: DurationSet) => name)).toEqual([
      'micro-durations',
      `${opened.name}-functions-durations`,
      `${opened.name}-functions-durations-untouched`,
      `${blind.name}-functions-durations`,
      `${blind.name}-functions-durations-untouched`,
    ]);
    expect(durationSection(results)).toContain(
      `| ${blind.title} functions, as measured | 1 | 100 % | 0 % | 0 % |`,
    );
  });

  test('lists the rows furthest off, but none of a blind set', () => {
    const text = durationSection(results);
    expect(text).toContain('| opened row | ');
    expect(text).not.toContain('blind row');
    expect(text).not.toContain('| entity (2 MiB) |');
  });
});

describe('the plot of durations', () => {
  test('begins at a microsecond and names its unit', () => {
    const plot = scatterPlot(
      'Durations',
      [compareCall(call('short', 0.004), lasting(2e-6)).duration],
      MILLISECONDS,
    );
    expect(plot).toContain('short: measured 0.004, estimated 0.002');
    expect(plot).toContain('>0.001</text>');
    expect(plot).toContain('>measured ms</text>');
    expect(plot).toContain('>estimated ms</text>');
  });
});
