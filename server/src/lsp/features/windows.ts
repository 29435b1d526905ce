import { inEnglish, type Message, type Translate, verbatim } from '@migration-tags/simulator';
import type { Range } from 'vscode-languageserver-types';
import { type EntityReport, shownName } from '../../preview/entity-report.ts';
import type { Span } from '../../source/span.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import type { FileForecast } from '../predictions/forecast.ts';
import { uriOfPath } from '../protocol/paths.ts';
import type { MigrationWindow } from '../protocol/requests.ts';
import { downtimeText, savesText, withdrawnText } from './wording.ts';

/** A window as it was found: whoever asks puts it into words. */
export type SaidWindow = Omit<MigrationWindow, 'name' | 'detail'> & {
  readonly name: Message;
  readonly detail: Message | null;
};

/** Where one file's program can be migrated: its tags, and those worth adding here and in the files it runs. */
export const windowsIn = (
  uri: string,
  forecast: FileForecast,
  rangeOf: (span: Span) => Range,
): readonly SaidWindow[] => [
  ...forecast.reports.flatMap((report) => taggedWindow(uri, report, rangeOf)),
  ...suggestedWindows(uri, forecast, rangeOf),
  ...forecast.elsewhere.map(
    ({ file, range, name, ...suggestion }): SaidWindow => ({
      ...suggestion,
      name: verbatim(name),
      uri: uriOfPath(file),
      range,
      isSuggestion: true,
      isRegion: false,
      detail: savesText(suggestion.savedDowntimeMs),
    }),
  ),
];

const taggedWindow = (
  uri: string,
  report: EntityReport,
  rangeOf: (span: Span) => Range,
): readonly SaidWindow[] => {
  const { subject, tag } = report;
  if (tag === null) return [];
  const detail = tag.type === 'withdraw' ? withdrawnText(report) : downtimeText(report);
  const { kind, head } = subject;
  return [
    {
      uri,
      range: rangeOf(head),
      name: shownName(report),
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
): readonly SaidWindow[] => [
  ...suggestions.flatMap(({ tag, span, savedDowntimeMs }): SaidWindow[] => {
    const report = reports.find(({ subject }) => subject.head.start === span.start);
    if (!report || report.tag !== null) return [];
    const name = shownName(report);
    const detail = savesText(savedDowntimeMs) ?? downtimeText(report);
    const range = rangeOf(span);
    return [{ uri, range, name, tag, isSuggestion: true, isRegion: false, detail, savedDowntimeMs }];
  }),
  ...regions.map(({ tag, statements, savedDowntimeMs }): SaidWindow => {
    const detail = savesText(savedDowntimeMs);
    const range = rangeOf(statements);
    return {
      uri,
      range,
      name: verbatim(''),
      tag,
      isSuggestion: true,
      isRegion: true,
      detail,
      savedDowntimeMs,
    };
  }),
];

/** The windows of open files, and of the others as they were scanned: what saves most first. */
export const migrationWindows = (
  documents: readonly OpenDocument[],
  scanned: ReadonlyMap<string, readonly SaidWindow[]>,
  translate: Translate,
): readonly MigrationWindow[] => {
  const open = new Map(documents.map((document) => [document.uri, document]));
  const fresh = documents.flatMap((document) =>
    document.forecast ? windowsIn(document.uri, document.forecast, (span) => document.range(span)) : [],
  );
  const kept = [...scanned].flatMap(([uri, windows]) => (open.get(uri)?.forecast ? [] : windows));
  const found = [...fresh, ...kept].filter((window) => stillStands(window, open.get(window.uri)));
  return onePerPlace(found)
    .sort((a, b) => savingOf(b) - savingOf(a))
    .map((window) => ({
      ...window,
      name: translate(window.name),
      detail: window.detail === null ? '' : translate(window.detail),
    }));
};

/** A file may have been edited since one that runs it was looked at. */
const stillStands = ({ range, name, isRegion }: SaidWindow, document: OpenDocument | undefined): boolean => {
  if (!document?.forecast || isRegion) return true;
  const start = document.offset(range.start);
  return document.forecast.reports.some(
    ({ subject }) => subject.head.start === start && subject.name === inEnglish(name),
  );
};

/** Several programs may run one entity: its tag counts, else the suggestion that saves most. */
const onePerPlace = (windows: readonly SaidWindow[]): SaidWindow[] => {
  const best = new Map<string, SaidWindow>();
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
const savingOf = ({ savedDowntimeMs }: SaidWindow): number => savedDowntimeMs ?? Number.NEGATIVE_INFINITY;
