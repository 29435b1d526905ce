import { isRecord, type Message, say, type Translate } from '@migration-tags/simulator';
import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { Span } from '../../source/span.ts';
import { LENS_KINDS, type LensAnchor } from '../documents/lens-anchors.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { type FileForecast, reportAt } from '../predictions/forecast.ts';
import { downtimeText, savesText, withdrawnText } from './wording.ts';

/** What a lens carries from the list to its resolution: short, as all lenses of a file go to the editor at each key. */
export interface LensData {
  /** `OpenDocument.number`. */
  readonly document: number;
  /** Start of the entity or region, an offset. */
  readonly subject: number;
  readonly kind: LensAnchor['kind'];
}

/** Lenses come back from the editor: their data is checked before it is trusted. */
export const isLensData = (data: unknown): data is LensData =>
  isRecord(data) &&
  typeof data.document === 'number' &&
  typeof data.subject === 'number' &&
  LENS_KINDS.some((kind) => data.kind === kind);

/** Commands that the lenses name: those of the VS Code client, or, elsewhere, of the server. */
export interface LensCommands {
  readonly preview: string;
  readonly addTag: string;
  /** Opens the choice of what is shown; `null`: this editor has none. */
  readonly chooseSurfaces: string | null;
}

/** Places, from the last text that parsed, and words only for the lenses in sight: answers at once. */
export const codeLenses = (
  document: OpenDocument,
  show: { readonly codeLens: boolean; readonly suggestions: boolean },
  commands: LensCommands,
  translate: Translate,
): CodeLens[] => {
  const switches = switchesCommand(commands, translate);
  return document.anchors.flatMap((anchor, index): CodeLens[] => {
    const { span, subject, kind } = anchor;
    if (!show.codeLens || (kind !== 'tagged' && !show.suggestions)) return [];
    const range = document.range(span);
    const data: LensData = { document: document.number, subject: subject.start, kind };
    const lens = document.lensesInSight.has(index)
      ? { range, command: numbersCommand(document, anchor, commands, translate) }
      : { range, data };
    return switches === null ? [lens] : [lens, { range, command: switches }];
  });
};

const switchesCommand = ({ chooseSurfaces }: LensCommands, translate: Translate): Command | null =>
  chooseSurfaces === null
    ? null
    : {
        title: '$(gear)',
        command: chooseSurfaces,
        tooltip: translate(say`Choose what Migration Tags shows`),
      };

/** The lens's words, from the forecast at hand; it never waits for one. */
export const resolveCodeLens = (
  lens: CodeLens,
  data: LensData,
  document: OpenDocument | undefined,
  commands: LensCommands,
  translate: Translate,
): CodeLens => {
  const anchors = document?.anchors ?? [];
  const index = anchors.findIndex(
    ({ subject, kind }) => subject.start === data.subject && kind === data.kind,
  );
  const anchor = anchors[index];
  if (!document || !anchor) return { ...lens, command: { title: '…', command: '' } };
  document.lensesInSight.note(index);
  return { ...lens, command: numbersCommand(document, anchor, commands, translate) };
};

const numbersCommand = (
  document: OpenDocument,
  anchor: LensAnchor,
  commands: LensCommands,
  translate: Translate,
): Command => {
  const { start: position, end } = document.range(anchor.subject);
  const text = lensText(document, anchor);
  switch (anchor.kind) {
    case 'tagged':
      return {
        title: translate(say`${anchor.tag} \u00b7 ${text}`),
        command: commands.preview,
        tooltip: translate(say`Preview the migration with this tag`),
        arguments: [document.uri, position],
      };
    case 'suggested':
      return {
        title: translate(say`Add @migrate ${anchor.tag} \u00b7 ${text}`),
        command: commands.addTag,
        tooltip: translate(say`Write // @migrate ${anchor.tag} above this line`),
        arguments: [document.uri, position, anchor.tag],
      };
    case 'suggested-region':
      return {
        title: translate(say`Add @migrate ${anchor.tag} begin \u2026 end \u00b7 ${text}`),
        command: commands.addTag,
        tooltip: translate(
          say`Write // @migrate ${anchor.tag} begin above this line, and // @migrate end below the last of its statements`,
        ),
        arguments: [document.uri, position, anchor.tag, end],
      };
  }
};

const lensText = (document: OpenDocument, anchor: LensAnchor): Message => {
  const numbers = numbersText(document.forecast, anchor);
  if (document.failure !== null) return say`no prediction \u2014 ${document.failure}`;
  if (numbers === null) return say`predicting\u2026`;
  return document.forecastIsStale ? say`${numbers} \u00b7 updating` : numbers;
};

const numbersText = (
  forecast: FileForecast | null,
  { kind, tag, span, subject }: LensAnchor,
): Message | null => {
  if (kind === 'suggested-region') return regionText(forecast, subject);
  const report = reportAt(forecast, subject);
  if (!report) return null;
  if (kind === 'tagged' && tag === 'withdraw') return withdrawnText(report);
  const suggestion = forecast?.suggestions.find((suggested) => suggested.span.start === span.start);
  const saves = savesText(suggestion?.savedDowntimeMs ?? null);
  return saves === null || kind === 'tagged'
    ? downtimeText(report)
    : say`${downtimeText(report)} \u00b7 ${saves}`;
};

const regionText = (forecast: FileForecast | null, { start, end }: Span): Message | null => {
  const region = forecast?.regions.find(
    ({ statements }) => statements.start === start && statements.end === end,
  );
  if (!region) return null;
  return savesText(region.savedDowntimeMs) ?? say`one tag for these statements`;
};
