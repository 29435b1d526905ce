import { defaultEnvironment, type Environment, type TagType, verbatim } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import type { Analyzer } from '../../src/analysis/analyzer.ts';
import { OutlineCache } from '../../src/analysis/frontend/outline.ts';
import type { Timeline, TimelineStep } from '../../src/analysis/timeline.ts';
import { assessFile } from '../../src/preview/measure-file.ts';
import { readTags } from '../../src/tags/index.ts';
import { profileOf, region } from './sample-profiles.ts';

const FILE = '/project/main.ts';
const SOURCE = `
// @migrate withdraw
function solve() {}

// @migrate approve
function save() {}
`;

const environment: Environment = {
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, memoryBytes: 2 ** 26, touchedBytes: 2 ** 26, nonZeroBytes: 2 ** 26 },
  migration: { ...defaultEnvironment.migration, timeoutSeconds: 5 },
};
const HOT = [region(60, 100_000, 'random')];
const QUIET = [region(1, 100)];

const outlines = new OutlineCache();
const outline = outlines.outline(FILE, SOURCE);
const sheet = readTags(outline);
const [solve, save] = outline.entities;
if (!solve || !save) throw new Error('The source has two functions.');

const analyzer: Analyzer = {
  setText: () => {},
  forget: () => {},
  setRuntime: () => {},
  dispose: () => {},
  outline: () => outline,
  tags: () => sheet,
  profiles: () => [profileOf(HOT, 2, 0), profileOf(QUIET, 3, 1)],
  assumptionUses: () => [],
  regionProfiles: () => [undefined, undefined],
  dataFiles: () => [],
  sourceFiles: () => [],
  timeline: () => timeline(),
};

const step = (entity: typeof solve, seconds: number, writes = QUIET): TimelineStep => ({
  kind: 'phase',
  phase: {
    name: verbatim(entity.name),
    place: { file: FILE, entity: entity.index, span: entity.span },
    around: [],
    running: [],
    durationSeconds: { low: seconds, likely: seconds, high: seconds },
    tag: null,
    isIdle: false,
    writes,
    why: [],
  },
});

const timeline = (...tasks: readonly (readonly TimelineStep[])[]): Timeline => ({
  entryFile: FILE,
  tasks,
  visits: [],
  notes: [],
  questions: [],
  arrivals: [],
});

const tagsOf = (run: Timeline) => assessFile(analyzer, FILE, run, environment).measure.tags;

test('each tag has the figures of the code it stands on', () => {
  const { reports, measure } = assessFile(analyzer, FILE, timeline(), environment);
  expect(reports.map(({ verdict }) => verdict)).toEqual(['hot', 'low-range']);
  expect(measure.quietWindows).toEqual([false, true]);
  expect(measure.tags).toMatchObject([
    { verdict: 'hot', neededSeconds: null, downtimeSeconds: null },
    { verdict: 'low-range', neededSeconds: expect.any(Number), downtimeSeconds: { p50: expect.any(Number) } },
  ]);
  expect(measure.budgetBytes).toBeCloseTo(37.5e6);
});

describe('how often a tag is entered', () => {
  const place = { file: FILE, entity: save.index, span: save.span };

  test('as often as the analysis counts its place', () => {
    const run = { ...timeline([step(solve, 2, HOT)]), visits: [{ place, perSecond: 80 }] };
    expect(tagsOf(run)).toMatchObject([{ visitsPerSecond: null }, { visitsPerSecond: 80 }]);
  });

  test('not that of the same place in another file', () => {
    const run = {
      ...timeline(),
      visits: [{ place: { ...place, file: '/project/other.ts' }, perSecond: 80 }],
    };
    expect(tagsOf(run)).toMatchObject([{ visitsPerSecond: null }, { visitsPerSecond: null }]);
  });
});

describe('whether an approved stretch that ends before its migration pays', () => {
  /** Guarded by the bar on what is hot, or left to run into it. */
  const short = (solveTag: TagType | null): Timeline => {
    const visit = (entity: typeof solve, seconds: number, tag: TagType | null, writes = QUIET) => {
      const ran = step(entity, seconds, writes);
      return ran.kind === 'phase' ? { ...ran, phase: { ...ran.phase, tag } } : ran;
    };
    return timeline([
      ...Array.from({ length: 20 }, () => [visit(save, 3, 'approve'), visit(solve, 3, solveTag, HOT)]).flat(),
    ]);
  };
  const slow = {
    ...environment,
    vm: { ...environment.vm, memoryBytes: 2 ** 30, touchedBytes: 2 ** 30, nonZeroBytes: 2 ** 30 },
    migration: { ...environment.migration, timeoutSeconds: 60 },
  };
  const paysIn = (run: Timeline) => assessFile(analyzer, FILE, run, slow).measure.tags[1]?.pays;

  test('is simulated where the timeline is known', () => {
    expect(paysIn(short('withdraw'))).toBe(true);
  });

  test('is not known where nothing runs it', () => {
    expect(paysIn(timeline())).toBeNull();
  });

  test('is not asked where the migration ends in time', () => {
    expect(tagsOf(timeline([step(save, 3)]))[1]?.pays).toBeNull();
  });
});

describe('what is hot meanwhile', () => {
  test('the hot phases of other tasks', () => {
    const run = timeline([step(save, 5)], [step(solve, 5, HOT)]);
    expect(tagsOf(run)).toMatchObject([{ hotMeanwhile: [] }, { hotMeanwhile: ['solve'] }]);
  });

  test('the task’s own hot phases come before or after, not meanwhile', () => {
    expect(tagsOf(timeline([step(save, 5), step(solve, 5, HOT)]))).toMatchObject([
      { hotMeanwhile: [] },
      { hotMeanwhile: [] },
    ]);
  });
});
