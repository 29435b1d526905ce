import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import type { EntityReport } from '../../preview/entity-report.ts';
import { markup } from '../markup.ts';
import type { OpenDocument } from '../open-document.ts';
import { downtimeText, verdictText } from '../wording.ts';
import { describe, type ExplanationStyle } from './hover.ts';

/** The verdict behind each judged entity's first line, and the tag's type behind a region's end. */
export const inlayHints = (document: OpenDocument, range: Range, style: ExplanationStyle): InlayHint[] => {
  const wanted = document.span(range);
  return (document.forecast?.reports ?? [])
    .filter(({ verdict }) => verdict !== 'unknown')
    .flatMap((report) => {
      const offset = hintOffset(report);
      if (offset < wanted.start || wanted.end < offset) return [];
      return [
        {
          position: document.range({ start: offset, end: offset }).start,
          label: hintLabel(report),
          kind: InlayHintKind.Type,
          paddingLeft: true,
          tooltip: markup(describe(report, document.forecastIsStale, style), style.markdown),
        },
      ];
    });
};

const hintOffset = ({ subject }: EntityReport): number =>
  subject.kind === 'region' ? subject.span.end : subject.head.end;

const hintLabel = (report: EntityReport): string =>
  report.tag === null
    ? verdictText(report.verdict)
    : `${verdictText(report.verdict)}, ${downtimeText(report)}`;
