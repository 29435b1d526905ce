import type { Range } from 'vscode-languageserver-types';
import type { EntityReport } from '../../preview/entity-report.ts';
import type { Span } from '../../source/span.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import type { FileForecast } from '../predictions/forecast.ts';
import { uriOfPath } from '../protocol/paths.ts';
import type { MigrationWindow } from '../protocol/requests.ts';
import { downtimeText, savesText, verdictText } from './wording.ts';

/** Where one file's program can be migrated: its tags, and those worth adding here and in the files it runs. */
export const windowsIn = (
  uri: string,
  forecast: FileForecast,
  rangeOf: (span: Span) => Range,
): readonly MigrationWindow[] => [
  ...forecast.reports.flatMap((report) => taggedWindow(uri, report, rangeOf)),
  ...suggestedWindows(uri, forecast, rangeOf),
  ...forecast.elsewhere.map(
    ({ file, range, ...suggestion }): MigrationWindow => ({
      ...suggestion,
      uri: uriOfPath(file),
      range,
      isSuggestion: true,
      isRegion: false,
      detail: savesText(suggestion.savedDowntimeMs) ?? '',
    }),
  ),
];

const taggedWindow = (
  uri: string,
  report: EntityReport,
  rangeOf: (span: Span) => Range,
): readonly MigrationWindow[] => {
  const { subject, tag, verdict } = report;
  if (tag === null) return [];
  const detail =
    tag.type === 'withdraw' ? `${verdictText(verdict)}, no migration here` : downtimeText(report);
  const { name, kind, head } = subject;
  return [
    {
      uri,
      range: rangeOf(head),
      name,
      tag: tag.type,
      isSuggestion: false,
      isRegion: kind === 'region',
      detail,
      savedDowntimeMs: null,
    },
  ];
};

const suggestedWindows = (
  uri: string,
  { reports, suggestions, regions }: FileForecast,
  rangeOf: (span: Span) => Range,
): readonly MigrationWindow[] => [
  ...suggestions.flatMap(({ tag, span, savedDowntimeMs }): MigrationWindow[] => {
    const report = reports.find(({ subject }) => subject.head.start === span.start);
    if (!report || report.tag !== null) return [];
    const { name } = report.subject;
    const detail = savesText(savedDowntimeMs) ?? downtimeText(report);
    const range = rangeOf(span);
    return [{ uri, range, name, tag, isSuggestion: true, isRegion: false, detail, savedDowntimeMs }];
  }),
  ...regions.map(({ tag, statements, savedDowntimeMs }): MigrationWindow => {
    const detail = savesText(savedDowntimeMs) ?? '';
    const range = rangeOf(statements);
    return { uri, range, name: '', tag, isSuggestion: true, isRegion: true, detail, savedDowntimeMs };
  }),
];

/** The windows of open files, and of the others as they were scanned: what saves most first. */
export const migrationWindows = (
  documents: readonly OpenDocument[],
  scanned: ReadonlyMap<string, readonly MigrationWindow[]>,
): readonly MigrationWindow[] => {
  const open = new Map(documents.map((document) => [document.uri, document]));
  const fresh = documents.flatMap((document) =>
    document.forecast ? windowsIn(document.uri, document.forecast, (span) => document.range(span)) : [],
  );
  const kept = [...scanned].flatMap(([uri, windows]) => (open.get(uri)?.forecast ? [] : windows));
  const found = [...fresh, ...kept].filter((window) => stillStands(window, open.get(window.uri)));
  return onePerPlace(found).sort((a, b) => savingOf(b) - savingOf(a));
};

/** A file may have been edited since one that runs it was looked at. */
const stillStands = (
  { range, name, isRegion }: MigrationWindow,
  document: OpenDocument | undefined,
): boolean => {
  if (!document?.forecast || isRegion) return true;
  const start = document.offset(range.start);
  return document.forecast.reports.some(
    ({ subject }) => subject.head.start === start && subject.name === name,
  );
};

/** Several programs may run one entity: its tag counts, else the suggestion that saves most. */
const onePerPlace = (windows: readonly MigrationWindow[]): MigrationWindow[] => {
  const best = new Map<string, MigrationWindow>();
  for (const window of windows) {
    const { line, character } = window.range.start;
    const place = `${window.uri}:${line}:${character}`;
    const known = best.get(place);
    if (!known || (known.isSuggestion && (!window.isSuggestion || savingOf(window) > savingOf(known))))
      best.set(place, window);
  }
  return [...best.values()];
};

/** Not known or tagged already: below everything that saves. */
const savingOf = ({ savedDowntimeMs }: MigrationWindow): number =>
  savedDowntimeMs ?? Number.NEGATIVE_INFINITY;
