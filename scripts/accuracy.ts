/**
 * Scores the analysis against measured pages and writes docs/accuracy.md with its plots.
 * `--sources DIR`: where the public programs are checked out; without it their rows are reported as not run.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareCall, compareWindow } from './accuracy/compare-rows.ts';
import { microProfiles, sourceProfiles, type Variant } from './accuracy/estimate-rows.ts';
import {
  type FunctionRow,
  functionRows,
  microRows,
  type ProgramRow,
  programRows,
} from './accuracy/measured-rows.ts';
import { repeatedRows } from './accuracy/repeated-rows.ts';
import { type Results, reportOf, type ScoredRow, type UnseenResults } from './accuracy/report.ts';
import { scatterPlot } from './accuracy/scatter-plot.ts';
import { type Comparison, scoreOf } from './accuracy/score.ts';
import { UNSEEN_SETS, type UnseenSet } from './accuracy/unseen-sets.ts';

const { values } = parseArgs({ options: { sources: { type: 'string' } } });

const root = path.resolve(import.meta.dirname, '..');
const data = (name: string): string => path.join(root, 'server/test/data', name);
const read = (name: string): string => readFileSync(data(name), 'utf8');

const micro = microRows(read('pages-micro.csv'));
const programs = programRows(read('pages-programs.csv'));
const functions = functionRows(read('pages-functions.csv'));

const microEstimates = microProfiles(data('micro-entities.js'), micro);
const entries = new Map(programs.map(({ file, entry }) => [file, entry]));

interface ScoredSources {
  readonly programs: readonly ScoredRow<ProgramRow>[];
  readonly functions: readonly ScoredRow<FunctionRow>[];
}

/** Together, so that a file that has rows of both is analysed once. */
const scoredRows = (
  folder: string,
  wholes: readonly ProgramRow[],
  parts: readonly FunctionRow[],
  variant: Variant,
): ScoredSources => {
  const profiles = sourceProfiles(folder, [...wholes, ...parts], variant, entries);
  return {
    programs: wholes.map((row, index) => compareWindow(row, profiles[index] ?? null)),
    functions: parts.map((row, index) => compareCall(row, profiles[wholes.length + index] ?? null)),
  };
};

const { sources } = values;
const scoredIn = (folder: string) => ({
  untouched: scoredRows(folder, programs, functions, 'untouched'),
  asMeasured: scoredRows(folder, programs, functions, 'as measured'),
});
const scored = sources === undefined ? null : scoredIn(sources);

const unseenResults = (set: UnseenSet): UnseenResults => {
  if (sources === undefined) return { set, programs: null, functions: null };
  const wholes = programRows(read(`pages-${set.name}-programs.csv`));
  const parts = functionRows(read(`pages-${set.name}-functions.csv`));
  return { set, ...scoredRows(sources, wholes, parts, 'untouched') };
};

const results: Results = {
  micro: micro.map((row, index) => compareWindow(row, microEstimates[index] ?? null)),
  programs: scored && { untouched: scored.untouched.programs, asMeasured: scored.asMeasured.programs },
  functions: scored && { untouched: scored.untouched.functions, asMeasured: scored.asMeasured.functions },
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

const sets: readonly (readonly [
  name: string,
  title: string,
  comparisons: readonly Comparison[] | undefined,
])[] = [
  ['micro', 'Micro entities, pages in 100 ms', results.micro.map(({ comparison }) => comparison)],
  ['programs', 'Programs, pages in 100 ms', results.programs?.asMeasured.map(({ comparison }) => comparison)],
  [
    'programs-untouched',
    'Programs, sources untouched',
    results.programs?.untouched.map(({ comparison }) => comparison),
  ],
  [
    'functions',
    'Functions, pages per call',
    results.functions?.asMeasured.map(({ comparison }) => comparison),
  ],
  [
    'functions-untouched',
    'Functions, sources untouched',
    results.functions?.untouched.map(({ comparison }) => comparison),
  ],
  ...results.unseen.flatMap(({ set, programs: wholes, functions: parts }) => [
    [
      `${set.name}-programs`,
      `${set.title} programs, pages in 100 ms`,
      wholes?.map(({ comparison }) => comparison),
    ] as const,
    [
      `${set.name}-functions`,
      `${set.title} functions, pages per call`,
      parts?.map(({ comparison }) => comparison),
    ] as const,
  ]),
];

for (const [name, title, comparisons] of sets) {
  if (comparisons === undefined) {
    console.log(`${name}: not run (give --sources DIR)`);
    continue;
  }
  writeFileSync(path.join(images, `accuracy-${name}.svg`), scatterPlot(title, comparisons));
  const score = scoreOf(comparisons);
  console.log(
    `${name}: ${score.rows} rows, answered ${score.answered.toFixed(2)}, within 2x ${score.withinTwo.toFixed(2)}, within 4x ` +
      `${score.withinFour.toFixed(2)}, Spearman ${score.spearman.toFixed(2)}, covered ${score.covered.toFixed(2)}, width ${score.medianWidth.toFixed(1)}`,
  );
}
