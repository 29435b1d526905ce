import { durationCells, durationSection } from './duration-section.ts';
import type { MeasuredRow } from './measured-rows.ts';
import type { RepeatedRow } from './repeated-rows.ts';
import type { Results, ScoredRow, UnseenResults, Variants } from './results.ts';
import { factorOf, PROFILER_FLOOR_PAGES, QUIET_PAGES, ratioOf, type Score, scoreOf } from './score.ts';
import type { EarlierFigures } from './unseen-sets.ts';

interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly value: (score: Score, quiet: number) => number;
  readonly reached: (value: number) => boolean;
  readonly isShare: boolean;
}

const atLeast = (what: string, goal: number, value: Goal['value'], isShare = true): Goal => ({
  what,
  goal: isShare ? `≥ ${Math.round(goal * 100)} %` : `≥ ${goal}`,
  value,
  reached: (reached) => reached >= goal,
  isShare,
});

const HONESTY: readonly Goal[] = [
  atLeast('answered', 0.8, (score) => score.answered),
  atLeast('measured inside [low, high]', 0.8, (score) => score.covered),
  {
    what: 'median high/low',
    goal: '≤ 8',
    value: (score) => score.medianWidth,
    reached: (value) => value <= 8,
    isShare: false,
  },
];

const MICRO_GOALS: readonly Goal[] = [
  atLeast('within a factor of 2', 0.8, (score) => score.withinTwo),
  atLeast('within a factor of 4', 0.95, (score) => score.withinFour),
  ...HONESTY,
];

const FUNCTION_GOALS: readonly Goal[] = [
  atLeast('rank correlation (Spearman)', 0.8, (score) => score.spearman, false),
  atLeast('within a factor of 4', 0.6, (score) => score.withinFour),
  ...HONESTY,
];

const PROGRAM_GOALS: readonly Goal[] = [
  ...FUNCTION_GOALS,
  atLeast(
    `quiet verdict right (U(50 ms) ≤ ${QUIET_PAGES.toLocaleString('en-US')} pages)`,
    0.85,
    (_, quiet) => quiet,
  ),
];

const figure = (value: number, isShare: boolean): string =>
  isShare ? `${Math.round(value * 100)} %` : value.toFixed(2);

const quietShare = (rows: readonly ScoredRow<MeasuredRow>[]): number =>
  rows.filter(({ quietAgrees }) => quietAgrees === true).length / Math.max(rows.length, 1);

interface Column {
  readonly title: string;
  readonly score: Score;
  readonly quiet: number;
}

const columnOf = (title: string, rows: readonly ScoredRow<MeasuredRow>[]): Column => ({
  title,
  score: scoreOf(rows.map(({ comparison }) => comparison)),
  quiet: quietShare(rows),
});

const goalTable = (columns: readonly Column[], goals: readonly Goal[]): string => {
  const lines = goals.map(({ what, goal, value, reached, isShare }) => {
    const cells = columns.map(({ score, quiet }) => {
      const is = value(score, quiet);
      return reached(is) ? figure(is, isShare) : `${figure(is, isShare)} (**missed**)`;
    });
    return `| ${what} | ${goal} | ${cells.join(' | ')} |`;
  });
  const titles = columns.map(({ title }) => title);
  return [
    `| of the rows | goal | ${titles.join(' | ')} |`,
    `|---|---|${titles.map(() => '---|').join('')}`,
    ...lines,
  ].join('\n');
};

const pages = (value: number): string => Math.round(value).toLocaleString('en-US');

const rowLine = (row: ScoredRow<MeasuredRow>, tellsDurations: boolean): string => {
  const { comparison, quietAgrees } = row;
  const { name, measured, estimate } = comparison;
  const ratio = ratioOf(comparison);
  const cells =
    estimate === null || ratio === null
      ? ['not known', '', '']
      : [pages(estimate.likely), `${pages(estimate.low)} … ${pages(estimate.high)}`, ratio.toFixed(2)];
  const verdict = quietAgrees === null ? '' : quietAgrees ? '' : 'quiet verdict wrong';
  const ofDuration = tellsDurations ? durationCells(row) : [];
  const all = [name.replaceAll('|', '\\|'), pages(measured), ...cells, ...ofDuration, verdict];
  return `| ${all.join(' | ')} |`;
};

const allRows = (rows: readonly ScoredRow<MeasuredRow>[], tellsDurations: boolean): string =>
  [
    `| row | measured | estimate | low … high | ratio | ${tellsDurations ? 'lasts, ms | told / lasts | ' : ''}|`,
    `|---|--:|--:|--:|--:|${tellsDurations ? '--:|--:|' : ''}---|`,
    ...rows.map((row) => rowLine(row, tellsDurations)),
  ].join('\n');

const WORST = 8;

/** The rows furthest off, each with the analysis's own reasons: where the numbers come from is where they go wrong. */
const worstRows = (rows: readonly ScoredRow<MeasuredRow>[]): string =>
  rows
    .filter(({ comparison }) => factorOf(comparison) > 2)
    .sort((a, b) => factorOf(b.comparison) - factorOf(a.comparison))
    .slice(0, WORST)
    .map(({ comparison }) => {
      const ratio = ratioOf(comparison);
      const off = ratio === null ? 'not known' : `${ratio.toFixed(2)} times the measured pages`;
      const why = comparison.why.length === 0 ? 'no reason given' : comparison.why.slice(0, 3).join('; ');
      return `- **${comparison.name}**: ${off}. ${why}`;
    })
    .join('\n');

interface Section {
  readonly title: string;
  readonly intro: string;
  readonly plots: readonly string[];
  readonly goals: readonly Goal[];
  /** Plotted and listed; `null`: not run. */
  readonly rows: readonly ScoredRow<MeasuredRow>[] | null;
  readonly columns: readonly Column[];
  /** Whether the rows furthest off are told with the analysis's reasons, and how long each row lasts. */
  readonly tellsRows: boolean;
}

const section = ({ title, intro, plots, goals, rows, columns, tellsRows }: Section): string => {
  if (rows === null) return `## ${title}\n\n${intro}\n\nNot run: no sources were given.\n`;
  return `## ${title}

${intro}

${goalTable(columns, goals)}

${plots.map((plot) => `![Measured against estimated pages](images/accuracy-${plot}.svg)`).join('\n')}
${tellsRows ? `\n### Furthest off\n\n${worstRows(rows)}\n` : ''}
<details><summary>All ${rows.length} rows</summary>

${allRows(rows, tellsRows)}

</details>
`;
};

const variantColumns = (variants: Variants<MeasuredRow> | null): readonly Column[] =>
  variants === null
    ? []
    : [columnOf('as measured', variants.asMeasured), columnOf('untouched', variants.untouched)];

const variantPlots = (name: string): readonly string[] => [name, `${name}-untouched`];

const unseenColumns = (
  variants: Variants<MeasuredRow> | null,
  earlier: EarlierFigures,
): readonly Column[] => [
  ...variantColumns(variants),
  { title: `untouched, at ${earlier.commit}`, score: earlier.score, quiet: earlier.quiet },
];

const unseenSections = ({ set, programs, functions }: UnseenResults): string => {
  const { name, title, history, isBlind, earlier } = set;
  return [
    section({
      title: `${title} programs, pages in 100 ms`,
      intro: `Other public programs, measured by \`npm run measure\` (see [the data](../server/test/data/README.md)). ${history}`,
      plots: variantPlots(`${name}-programs`),
      goals: PROGRAM_GOALS,
      rows: programs?.asMeasured ?? null,
      columns: unseenColumns(programs, earlier.programs),
      tellsRows: !isBlind,
    }),
    section({
      title: `${title} functions, pages per call`,
      intro: 'Functions of the same programs, callees included; the profiler’s floor is already subtracted.',
      plots: variantPlots(`${name}-functions`),
      goals: FUNCTION_GOALS,
      rows: functions?.asMeasured ?? null,
      columns: unseenColumns(functions, earlier.functions),
      tellsRows: !isBlind,
    }),
  ].join('\n');
};

const repetitionTable = (rows: readonly RepeatedRow[]): string =>
  [
    '| row | | first | again | again / first |',
    '|---|---|--:|--:|--:|',
    ...rows.map(
      ({ name, unit, first, again }) =>
        `| ${name} | ${unit} | ${pages(first)} | ${pages(again)} | ${(again / first).toFixed(2)} |`,
    ),
  ].join('\n');

/** The text of docs/accuracy.md. */
export const reportOf = (results: Results): string => `# Accuracy of the analysis

How well the pages and the durations that the analysis reads out of source code agree with what Node really writes, and how long it takes. Regenerated by
\`npm run accuracy\`, the public programs by \`npm run accuracy -- --sources DIR\`, where DIR holds checkouts named \`awfy\`
(smarr/are-we-fast-yet at 50e34b1), \`plb2\` (attractivechaos/plb2 at 1181b3b) and \`kostya\` (kostya/benchmarks at ff6c10d), and for the
unseen programs those that [the data](../server/test/data/README.md) names.

The measurements are in [server/test/data](../server/test/data/README.md). All ratios of pages are (estimate + ${PROFILER_FLOOR_PAGES}) / measured, for the
${PROFILER_FLOOR_PAGES} pages a window that the profiler writes itself; low and high of windows are compared with the same floor, those of calls, whose measurements have it subtracted, as they are; high/low is
(high + ${PROFILER_FLOOR_PAGES}) / (low + ${PROFILER_FLOOR_PAGES}). A row without an answer misses every share and is ranked last. Windows of 10 ms of hot
entities are understated by the profiler by up to 2x, so that 100 ms are compared. Repetitions of one measurement differ by
1.08x at the median and 1.74x at the 90th percentile: finer than that cannot be scored.

The constants of the memory model and of the table of known functions are fitted to the micro entities. The programs and their functions
served to calibrate how wide estimates are and what deep code keeps alive (server/src/analysis/memory/doubt.ts, \`leastSurvivingBytes\`),
nothing else. They are no blind test either: what the analysis did wrong on them has been looked at and corrected in general. Their size often comes from a command line: \`matmul\` was measured with n = 400, its source
says 1500. "Untouched" is the source as it stands; "as measured" is the same source with the arguments of the measured run in place of its own
(scripts/accuracy/measured-run.ts), and for the unseen programs with the expression at its end that was evaluated over and over, in a loop as it was run, after
what was evaluated before it (scripts/accuracy/driven-source.ts). What is compared is the estimate of
the function that the row names, repeated; of the unseen programs as measured, that of the expression, which is all that was measured of them.

${section({
  title: 'Micro entities, pages in 100 ms',
  intro: 'Each entity of micro-entities.js with its row’s `--max-semi-space-size`, against pages-micro.csv.',
  plots: ['micro'],
  goals: MICRO_GOALS,
  rows: results.micro,
  columns: [columnOf('is', results.micro)],
  tellsRows: true,
})}
${section({
  title: 'Programs, pages in 100 ms',
  intro: 'The function on the row’s first line, repeated, against pages-programs.csv.',
  plots: variantPlots('programs'),
  goals: PROGRAM_GOALS,
  rows: results.programs?.asMeasured ?? null,
  columns: variantColumns(results.programs),
  tellsRows: true,
})}
${section({
  title: 'Functions, pages per call',
  intro:
    'One call, callees included, against pages-functions.csv; the profiler’s floor is already subtracted there, so that calls of a few pages count as misses by the formula above.',
  plots: variantPlots('functions'),
  goals: FUNCTION_GOALS,
  rows: results.functions?.asMeasured ?? null,
  columns: variantColumns(results.functions),
  tellsRows: true,
})}
${results.unseen.map(unseenSections).join('\n')}
${durationSection(results)}
## The profiler against the earlier measurements

Rows of pages-programs.csv and pages-functions.csv, measured again by \`npm run measure\` while other processes ran. Where a
ratio is near 2 or 0.5 the semi-spaces stood at another doubling; a call’s median depends on which calls were counted.

${repetitionTable(results.repeated)}
`;
