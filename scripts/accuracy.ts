/**
 * Scores the analysis against measured pages and writes docs/accuracy.md with its plots.
 * `--sources DIR`: where the public programs are checked out; without it their rows are reported as not run.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareCall, compareWindow } from './accuracy/compare-rows.ts';
import { drivenBy } from './accuracy/driven-rows.ts';
import { durationSets } from './accuracy/duration-section.ts';
import { microProfiles, type SourceOf, sourceProfiles } from './accuracy/estimate-rows.ts';
import {
  type FunctionRow,
  functionRows,
  type MeasuredRow,
  microRows,
  type ProgramRow,
  programRows,
} from './accuracy/measured-rows.ts';
import { asMeasured } from './accuracy/measured-run.ts';
import { repeatedRows } from './accuracy/repeated-rows.ts';
import { reportOf } from './accuracy/report.ts';
import type { Results, ScoredRow, ScoredSources, UnseenResults, Variants } from './accuracy/results.ts';
import { MILLISECONDS, PAGES, type PlottedUnit, scatterPlot } from './accuracy/scatter-plot.ts';
import { type Comparison, scoreOf } from './accuracy/score.ts';
import { UNSEEN_SETS, type UnseenSet } from './accuracy/unseen-sets.ts';
import { listedSubjects } from './measure-pages/subject-list.ts';

const { values } = parseArgs({ options: { sources: { type: 'string' } } });

const root = path.resolve(import.meta.dirname, '..');
const data = (name: string): string => path.join(root, 'server/test/data', name);
const read = (name: string): string => readFileSync(data(name), 'utf8');

const micro = microRows(read('pages-micro.csv'));
const programs = programRows(read('pages-programs.csv'));
const functions = functionRows(read('pages-functions.csv'));

const microEstimates = microProfiles(data('micro-entities.js'), micro);
const entries = new Map(programs.map(({ file, entry }) => [file, entry]));

/** Both variants; those of programs and functions together, so that a file that has rows of both is analysed once. */
const scoredRows = (
  folder: string,
  wholes: readonly ProgramRow[],
  parts: readonly FunctionRow[],
  measuredSource: SourceOf,
): ScoredSources => {
  const scoredAs = (sourceOf: SourceOf) => {
    const profiles = sourceProfiles(folder, [...wholes, ...parts], sourceOf);
    return {
      programs: wholes.map((row, index) => compareWindow(row, profiles[index] ?? null)),
      functions: parts.map((row, index) => compareCall(row, profiles[wholes.length + index] ?? null)),
    };
  };
  const untouched = scoredAs(() => null);
  const driven = scoredAs(measuredSource);
  return {
    programs: { untouched: untouched.programs, asMeasured: driven.programs },
    functions: { untouched: untouched.functions, asMeasured: driven.functions },
  };
};

const { sources } = values;
const NOT_RUN: ScoredSources = { programs: null, functions: null };

const scoredIn = (folder: string): ScoredSources =>
  scoredRows(folder, programs, functions, ({ file }) => ({
    text: asMeasured(readFileSync(path.resolve(folder, file), 'utf8'), file, entries.get(file) ?? '', folder),
    beside: new Map(),
    measuredAt: null,
  }));
const scored = sources === undefined ? NOT_RUN : scoredIn(sources);

const unseenResults = (set: UnseenSet): UnseenResults => {
  if (sources === undefined) return { set, ...NOT_RUN };
  const list = readFileSync(path.join(root, `scripts/measure-pages/${set.name}.json`), 'utf8');
  const wholes = programRows(read(`pages-${set.name}-programs.csv`));
  const parts = functionRows(read(`pages-${set.name}-functions.csv`));
  return { set, ...scoredRows(sources, wholes, parts, drivenBy(listedSubjects(list), sources)) };
};

const results: Results = {
  micro: micro.map((row, index) => compareWindow(row, microEstimates[index] ?? null)),
  ...scored,
  unseen: UNSEEN_SETS.map(unseenResults),
  repeated: repeatedRows(
    [...programs, ...functions],
    [
      ...programRows(read('pages-reproduced-programs.csv')),
      ...functionRows(read('pages-reproduced-functions.csv')),
    ],
  ),
};

const images = path.join(root, 'docs/images');
mkdirSync(images, { recursive: true });
writeFileSync(path.join(root, 'docs/accuracy.md'), reportOf(results));

/** A set of rows as one line of figures and one plot. */
interface ScoredSet {
  readonly name: string;
  readonly title: string;
  readonly unit: PlottedUnit;
  readonly isPlotted: boolean;
  /** `null`: not run. */
  readonly comparisons: readonly Comparison[] | null;
}

const variantsOf = (
  name: string,
  title: string,
  unit: string,
  variants: Variants<MeasuredRow> | null,
): readonly ScoredSet[] => {
  const comparisonsOf = (rows: readonly ScoredRow<MeasuredRow>[] | undefined) =>
    rows?.map(({ comparison }) => comparison) ?? null;
  return [
    {
      name,
      title: `${title}, ${unit}`,
      unit: PAGES,
      isPlotted: true,
      comparisons: comparisonsOf(variants?.asMeasured),
    },
    {
      name: `${name}-untouched`,
      title: `${title}, sources untouched`,
      unit: PAGES,
      isPlotted: true,
      comparisons: comparisonsOf(variants?.untouched),
    },
  ];
};

const sets: readonly ScoredSet[] = [
  {
    name: 'micro',
    title: 'Micro entities, pages in 100 ms',
    unit: PAGES,
    isPlotted: true,
    comparisons: results.micro.map(({ comparison }) => comparison),
  },
  ...variantsOf('programs', 'Programs', 'pages in 100 ms', results.programs),
  ...variantsOf('functions', 'Functions', 'pages per call', results.functions),
  ...results.unseen.flatMap(({ set, programs: wholes, functions: parts }) => [
    ...variantsOf(`${set.name}-programs`, `${set.title} programs`, 'pages in 100 ms', wholes),
    ...variantsOf(`${set.name}-functions`, `${set.title} functions`, 'pages per call', parts),
  ]),
  ...durationSets(results).map(({ title, ...set }) => ({
    ...set,
    title: `${title}, duration`,
    unit: MILLISECONDS,
  })),
];

for (const { name, title, unit, isPlotted, comparisons } of sets) {
  if (comparisons === null) {
    console.log(`${name}: not run (give --sources DIR)`);
    continue;
  }
  if (isPlotted)
    writeFileSync(path.join(images, `accuracy-${name}.svg`), scatterPlot(title, comparisons, unit));
  const score = scoreOf(comparisons);
  console.log(
    `${name}: ${score.rows} rows, answered ${score.answered.toFixed(2)}, within 2x ${score.withinTwo.toFixed(2)}, within 4x ` +
      `${score.withinFour.toFixed(2)}, Spearman ${score.spearman.toFixed(2)}, covered ${score.covered.toFixed(2)}, width ${score.medianWidth.toFixed(1)}`,
  );
}
