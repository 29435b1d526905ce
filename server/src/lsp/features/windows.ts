import { reportAt } from '../forecast.ts';
import type { OpenDocument } from '../open-document.ts';
import type { MigrationWindow } from '../requests.ts';
import { downtimeText, milliseconds } from '../wording.ts';

/** The tags and suggestions of the open files: suggestions first, what saves most before what saves less. */
export const migrationWindows = (documents: readonly OpenDocument[]): readonly MigrationWindow[] =>
  documents
    .flatMap(windowsOf)
    .sort((a, b) => b.savedDowntimeMs - a.savedDowntimeMs)
    .map(({ window }) => window);

interface Ranked {
  readonly window: MigrationWindow;
  /** Not known or tagged already: below everything that saves. */
  readonly savedDowntimeMs: number;
}

const windowsOf = (document: OpenDocument): readonly Ranked[] =>
  document.anchors.map((anchor) => {
    const report = reportAt(document.forecast, anchor.subject);
    const isSuggestion = anchor.kind === 'suggested';
    const suggestion = document.forecast?.suggestions.find(({ span }) => span.start === anchor.span.start);
    const saved = isSuggestion ? (suggestion?.savedDowntimeMs ?? null) : null;
    const numbers = report ? downtimeText(report) : 'predicting…';
    return {
      savedDowntimeMs: saved ?? Number.NEGATIVE_INFINITY,
      window: {
        uri: document.uri,
        range: document.range(anchor.span),
        name: report?.subject.name ?? document.text.slice(anchor.span.start, anchor.span.end),
        tag: anchor.tag,
        isSuggestion,
        detail: saved === null ? numbers : `saves ${milliseconds(saved)}`,
      },
    };
  });
