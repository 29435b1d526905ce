import { isRecord, type Message, say, type Translate } from '@migration-tags/simulator';
import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import type { EntityReport } from '../../preview/entity-report.ts';
import { VERDICT_WORDS } from '../../preview/verdict-words.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { markup } from '../protocol/markup.ts';
import { describe, type ExplanationStyle } from './hover.ts';
import { downtimeText } from './wording.ts';

/** What a hint carries from the list to its explanation. */
interface HintData {
  readonly uri: string;
  /** Where its entity or region starts, an offset. */
  readonly subject: number;
}

/** Hints come back from the editor: their data is checked before it is trusted. */
const isHintData = (data: unknown): data is HintData =>
  isRecord(data) && typeof data.uri === 'string' && typeof data.subject === 'number';

/** The verdict behind each judged entity's first line, and the tag's type behind a region's end. */
export const inlayHints = (document: OpenDocument, range: Range, translate: Translate): InlayHint[] => {
  const wanted = document.span(range);
  const isWanted = (report: EntityReport): boolean => {
    const offset = hintOffset(report);
    return wanted.start <= offset && offset <= wanted.end && report.verdict !== 'unknown';
  };
  return (document.forecast?.reports ?? []).filter(isWanted).map((report) => {
    const offset = hintOffset(report);
    return {
      position: document.range({ start: offset, end: offset }).start,
      label: translate(hintLabel(report)),
      kind: InlayHintKind.Type,
      paddingLeft: true,
      data: { uri: document.uri, subject: report.subject.span.start } satisfies HintData,
    };
  });
};

/** The hint with its explanation, which is written only for the one under the mouse. */
export const resolveInlayHint = (
  hint: InlayHint,
  documentOf: (uri: string) => OpenDocument | undefined,
  styleFor: (document: OpenDocument) => ExplanationStyle,
): InlayHint => {
  const data: unknown = hint.data;
  const document = isHintData(data) ? documentOf(data.uri) : undefined;
  const report = document?.forecast?.reports.find(
    ({ subject }) => isHintData(data) && subject.span.start === data.subject,
  );
  if (!document || !report) return hint;
  const style = styleFor(document);
  return { ...hint, tooltip: markup(describe(report, document.forecastIsStale, style), style.markdown) };
};

const hintOffset = ({ subject }: EntityReport): number =>
  subject.kind === 'region' ? subject.span.end : subject.head.end;

const hintLabel = (report: EntityReport): Message =>
  report.tag === null
    ? VERDICT_WORDS[report.verdict]
    : say`${VERDICT_WORDS[report.verdict]}, ${downtimeText(report)}`;
