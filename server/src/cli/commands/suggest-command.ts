import { formatBytes, formatDuration, inEnglish } from '@migration-tags/simulator';
import {
  applySuggestions,
  lineIndex,
  type Savings,
  type SuggestionPlan,
  suggestionEdits,
  suggestTags,
  type TagSuggestion,
} from '../../preview/index.ts';
import type { JsonQuestion } from '../../preview/preview-document.ts';
import { applyEdits } from '../../source/text-edit.ts';
import { openSession } from '../input/analysis-session.ts';
import { displayPath } from '../input/paths.ts';
import { readEntries } from '../input/source-files.ts';
import { rewriteTextFile } from '../input/text-file.ts';
import type { CliIo } from '../io.ts';
import { type Palette, paletteOf } from '../output/palette.ts';
import { printJson, printLines, widthOf, wrapped } from '../output/print.ts';
import { progressOver } from '../output/progress.ts';
import { doubtLines, questionLines } from '../output/question-lines.ts';

export interface SuggestOptions {
  readonly json?: boolean;
  readonly write?: boolean;
  readonly config?: string;
}

type KnownPlan = Extract<SuggestionPlan, { kind: 'known' }>;

interface EntryPlan {
  readonly entry: string;
  readonly plan: SuggestionPlan;
}

/** A suggestion where it would be written. */
interface PlacedSuggestion {
  readonly suggestion: TagSuggestion;
  readonly file: string;
  /** From 0, as everywhere in JSON. */
  readonly line: number;
  /** Regions: of their `end`. */
  readonly endLine: number | null;
  readonly text: string;
}

const saved = (title: string, value: number | null, show: (value: number) => string): readonly string[] =>
  value === null || value === 0 ? [] : [`${title} ${value < 0 ? '+' : '−'}${show(Math.abs(value))}`];

const milliseconds = (value: number): string => inEnglish(formatDuration(value / 1000));

const savedText = ({ downtimeMs, taskMs, sentBytes }: Savings): string =>
  [
    ...saved('downtime', downtimeMs, milliseconds),
    ...saved('task', taskMs, milliseconds),
    ...saved('traffic', sentBytes, (bytes) => inEnglish(formatBytes(bytes))),
  ].join(', ');

const planLines = (entry: string, { before, after, method, simulated }: KnownPlan, width: number) =>
  wrapped(
    `${entry}: expected cost of one migration (downtime + task delay + weighted waiting) ` +
      `${inEnglish(formatDuration(before.total))} as it stands, ${inEnglish(formatDuration(after.total))} with these tags; ` +
      `${method === 'exact' ? 'best of all' : 'beam search over'} ${simulated} placements simulated.`,
    width,
    '  ',
  );

const entryLines = (
  { entry, plan }: EntryPlan,
  questions: readonly JsonQuestion[],
  placed: readonly PlacedSuggestion[],
  width: number,
  paint: Palette,
): readonly string[] => {
  if (plan.kind === 'unknown')
    return [`${entry}: nothing to suggest yet. What stands in the way:`, ...questionLines(questions, width)];
  const doubts = doubtLines(questions, width);
  if (placed.length === 0) {
    const found = plan.isSteady
      ? 'it writes at one rate all the time; no moment is better than another, so no tag helps.'
      : 'no tag would save more than it costs.';
    return [
      ...wrapped(`${entry}: ${doubts.length > 0 ? 'as far as is known, ' : ''}${found}`, width, '  '),
      ...doubts,
    ];
  }
  return [
    ...planLines(entry, plan, width),
    ...placed.flatMap(({ file, line, endLine, text, suggestion }) => [
      `${paint('bold', `${file}:${line + 1}`)} ${paint('green', text)}${endLine === null ? '' : ` … to line ${endLine + 1}`}`,
      `  changes ${savedText(suggestion.saves)}`,
      ...wrapped(`  ${inEnglish(suggestion.why)}`, width, '  '),
    ]),
    ...doubts,
  ];
};

export const suggestCommand = (io: CliIo, paths: readonly string[], options: SuggestOptions): void => {
  const entries = readEntries(io, paths);
  const { analyzer, configuration } = openSession(io, entries, options.config);
  const plans = progressOver(
    io,
    'Simulating',
    entries,
    ({ path }): EntryPlan => ({
      entry: displayPath(io, path),
      plan: suggestTags(analyzer.timeline(path), configuration.environment, (file) => analyzer.outline(file)),
    }),
  );

  // Two entries may run through the same code: a place gets one tag, the first that was found.
  const taken = new Set<string>();
  const placedOf = ({ plan }: EntryPlan): readonly PlacedSuggestion[] =>
    plan.kind === 'unknown'
      ? []
      : plan.suggestions.flatMap((suggestion) => {
          const { file, span } = suggestion.place;
          const outline = analyzer.outline(file);
          const [first, second] = suggestionEdits(suggestion, outline);
          const key = `${file}:${span.start}:${span.end}`;
          if (!first || taken.has(key)) return [];
          taken.add(key);
          const positionOf = lineIndex(outline.text);
          const { line } = positionOf(first.span.start);
          const endLine = second ? positionOf(second.span.start).line : null;
          return [{ suggestion, file: displayPath(io, file), line, endLine, text: first.newText.trim() }];
        });
  const questionsOf = ({ plan }: EntryPlan): readonly JsonQuestion[] =>
    plan.questions.map(({ place: { file, span }, question }) => ({
      file: displayPath(io, file),
      start: lineIndex(analyzer.outline(file).text)(span.start),
      question: inEnglish(question),
    }));
  const results = plans.map((plan) => ({ plan, placed: placedOf(plan), questions: questionsOf(plan) }));

  if (options.write) {
    const chosen = results.flatMap(({ placed }) => placed.map(({ suggestion }) => suggestion));
    const edits = applySuggestions(chosen, (file) => analyzer.outline(file));
    for (const [file, own] of edits) {
      rewriteTextFile(io, file, applyEdits(analyzer.outline(file).text, own));
      io.stderr.write(`migration-tags: wrote ${displayPath(io, file)}\n`);
    }
  }
  if (options.json) {
    const suggestions = results.flatMap(({ placed }) =>
      placed.map(({ file, line, endLine, text, suggestion: { tag, saves, why } }) => ({
        file,
        line,
        endLine,
        tag,
        text,
        saves,
        why: inEnglish(why),
      })),
    );
    printJson(io, { schema: 1, suggestions });
  } else {
    const width = widthOf(io);
    const paint = paletteOf(io);
    printLines(
      io,
      results.flatMap(({ plan, questions, placed }) => entryLines(plan, questions, placed, width, paint)),
    );
  }
  analyzer.dispose();
};
