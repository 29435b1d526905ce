import type { MeasuredRow } from './measured-rows.ts';
import type { Results, ScoredRow, Variants } from './results.ts';
import { type Comparison, factorOf, ratioOf, scoreOf } from './score.ts';

/** Three significant digits: times of an iteration vary by more. */
const figure = (value: number): string =>
  Number(value.toPrecision(value >= 1000 ? 4 : 3)).toLocaleString('en-US', { maximumFractionDigits: 6 });

/** Milliseconds measured, and how many times that the estimate is. */
export const durationCells = ({ duration }: ScoredRow<MeasuredRow>): readonly string[] => {
  const ratio = ratioOf(duration);
  return [figure(duration.measured), ratio === null ? 'not known' : Number(ratio.toPrecision(2)).toString()];
};

/** Rows whose durations are scored together. */
export interface DurationSet {
  readonly name: string;
  readonly title: string;
  /** Whether single rows may be told. */
  readonly isBlind: boolean;
  /** The untouched sources are scored in figures alone. */
  readonly isPlotted: boolean;
  readonly comparisons: readonly Comparison[];
}

const durationsOf = (rows: readonly ScoredRow<MeasuredRow>[]): readonly Comparison[] =>
  rows.map(({ duration }) => duration);

const setsOf = (
  name: string,
  title: string,
  isBlind: boolean,
  variants: Variants<MeasuredRow> | null,
): readonly DurationSet[] =>
  variants === null
    ? []
    : [
        {
          name,
          title: `${title}, as measured`,
          isBlind,
          isPlotted: true,
          comparisons: durationsOf(variants.asMeasured),
        },
        {
          name: `${name}-untouched`,
          title: `${title}, untouched`,
          isBlind,
          isPlotted: false,
          comparisons: durationsOf(variants.untouched),
        },
      ];

/** Every set that was run. */
export const durationSets = ({ micro, programs, functions, unseen }: Results): readonly DurationSet[] => [
  {
    name: 'micro-durations',
    title: 'Micro entities',
    isBlind: false,
    isPlotted: true,
    comparisons: durationsOf(micro),
  },
  ...setsOf('programs-durations', 'Programs', false, programs),
  ...setsOf('functions-durations', 'Functions', false, functions),
  ...unseen.flatMap(({ set: { name, title, isBlind }, ...rows }) => [
    ...setsOf(`${name}-programs-durations`, `${title} programs`, isBlind, rows.programs),
    ...setsOf(`${name}-functions-durations`, `${title} functions`, isBlind, rows.functions),
  ]),
];

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const setLine = ({ title, comparisons }: DurationSet): string => {
  const score = scoreOf(comparisons);
  const cells = [
    title,
    String(score.rows),
    ...[score.answered, score.withinTwo, score.withinFour].map(percent),
    score.spearman.toFixed(2),
    percent(score.covered),
    score.medianWidth.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
};

const WORST = 20;

/** The answers furthest off; how the others are is in the tables of their sets. */
const worstRows = (sets: readonly DurationSet[]): string =>
  sets
    .filter(({ isBlind, isPlotted }) => isPlotted && !isBlind)
    .flatMap(({ title, comparisons }) => comparisons.map((comparison) => ({ title, comparison })))
    .filter(({ comparison }) => comparison.estimate !== null && factorOf(comparison) > 2)
    .sort((a, b) => factorOf(b.comparison) - factorOf(a.comparison))
    .slice(0, WORST)
    .map(({ title, comparison: { name, measured, estimate } }) => {
      const told =
        estimate === null
          ? 'not known'
          : `${figure(estimate.likely)} (${figure(estimate.low)} … ${figure(estimate.high)})`;
      return `| ${name.replaceAll('|', '\\|')} | ${title.replace(', as measured', '')} | ${figure(measured)} | ${told} |`;
    })
    .join('\n');

/** How long entities last, of all sets together. */
export const durationSection = (results: Results): string => {
  const sets = durationSets(results);
  const plots = sets.filter(({ isPlotted }) => isPlotted);
  return `## Durations

How long one execution lasts: \`durationSeconds\` of the entity that the row names, against the time of an iteration (micro entities, programs) or of a call
(functions), waits, callees and collections included. There is no floor: the ratio is estimate / measured. No goals were set for it. What is compared with what:

- An iteration of a micro entity is one call of it. An iteration of a program is one evaluation of the row’s expression; its entity is the function
  that was driven, of the unseen programs as measured the expression itself. Untouched sources do not tell how much data the expression hands over.
- Times of micro entities and of the first programs were taken without the profiler. Those of the unseen programs are medians of the last 200
  iterations of two seconds of warm-up, before pages were counted; the processors were shared, and nothing was taken off for it (see the data).
- Times of calls were taken while pages were counted: before each call all pages are protected, and each first write to one faults. 2 µs for each page
  that a call wrote are taken off those of \`npm run measure\`, which is what calls that were also measured as programs took longer (scripts/accuracy/measured-rows.ts). What is left was
  still run with cold caches.
- Times of calls are medians over the calls, which may differ by orders of magnitude (Havlak findLoops: 0.008 to 13 ms); the estimate is the mean of all.
- Repetitions on a shared machine differ by up to 2x: finer than that cannot be scored.

| set | rows | answered | within 2x | within 4x | rank correlation | measured inside [low, high] | median high/low |
|---|--:|--:|--:|--:|--:|--:|--:|
${sets.map(setLine).join('\n')}

${plots.map(({ name, title }) => `![Measured against estimated durations: ${title}](images/accuracy-${name}.svg)`).join('\n')}

### Furthest off

As measured; the ratios of all rows are in the tables of their sets above.

| row | set | measured, ms | estimate (low … high), ms |
|---|---|--:|--:|
${worstRows(sets)}
`;
};
