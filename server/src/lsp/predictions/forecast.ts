import type { Message, TagType } from '@migration-tags/simulator';
import type { Range } from 'vscode-languageserver-types';
import type { EntityReport } from '../../preview/entity-report.ts';
import type { Finding } from '../../rules/finding.ts';
import { shiftSpan, type TextChange } from '../../source/shift-span.ts';
import type { Span } from '../../source/span.ts';

/** A tag worth adding, and what it buys. */
export interface SuggestedTag {
  readonly tag: TagType;
  /** The head of the entity it would stand on. */
  readonly span: Span;
  /** Median downtime saved against no tags; `null`: not known. */
  readonly savedDowntimeMs: number | null;
  readonly why: Message;
}

/** A region worth adding around statements. */
export interface SuggestedRegion extends Pick<SuggestedTag, 'tag' | 'savedDowntimeMs' | 'why'> {
  readonly statements: Span;
}

/** A tag worth adding in another file, for the workload that starts in this one. */
export interface SuggestionElsewhere extends Pick<SuggestedTag, 'tag' | 'savedDowntimeMs'> {
  /** Its path. */
  readonly file: string;
  readonly name: string;
  /** The head of the entity it would stand on. */
  readonly range: Range;
}

/** All numbers of one file in one environment: plain data that outlives the analysis. */
export interface FileForecast {
  /** Code entities, then tagged regions. */
  readonly reports: readonly EntityReport[];
  readonly suggestions: readonly SuggestedTag[];
  readonly regions: readonly SuggestedRegion[];
  readonly elsewhere: readonly SuggestionElsewhere[];
  /** Of the rules that need numbers. */
  readonly findings: readonly Finding[];
  /** Names of the files on whose sizes the numbers rest. */
  readonly dataFiles: readonly string[];
  /** Paths of the source files on which the numbers rest, its own included. */
  readonly sourceFiles: readonly string[];
}

export const reportAt = (forecast: FileForecast | null, span: Span): EntityReport | null =>
  forecast?.reports.find(
    ({ subject }) => subject.span.start === span.start && subject.span.end === span.end,
  ) ?? null;

/** The forecast of the text before a change, with its places moved to where they are now. */
export const shiftForecast = (forecast: FileForecast, change: TextChange): FileForecast => ({
  reports: forecast.reports.map((report) =>
    report.subject.span.end < change.start ? report : shiftReport(report, change),
  ),
  suggestions: forecast.suggestions.map((suggestion) => ({
    ...suggestion,
    span: shiftSpan(suggestion.span, change),
  })),
  regions: forecast.regions.map((region) => ({
    ...region,
    statements: shiftSpan(region.statements, change),
  })),
  elsewhere: forecast.elsewhere,
  dataFiles: forecast.dataFiles,
  sourceFiles: forecast.sourceFiles,
  // Their fixes are edits of the old text: a finding without them is still true, a wrong edit is not.
  findings: forecast.findings.map((finding) => ({
    ...finding,
    span: shiftSpan(finding.span, change),
    fixes: [],
  })),
});

/** Written out: there is one for each entity of a file at each key, and spreading them took a tenth of a key's time. */
const shiftReport = (report: EntityReport, change: TextChange): EntityReport => {
  const { kind, name, span, head } = report.subject;
  return {
    subject: { kind, name, span: shiftSpan(span, change), head: shiftSpan(head, change) },
    profile: report.profile,
    tag: report.tag,
    shortWindow: report.shortWindow,
    verdict: report.verdict,
    neededSeconds: report.neededSeconds,
    longEnough: report.longEnough,
    downtimeMs: report.downtimeMs,
    explanation: report.explanation,
  };
};
