import {
  type Environment,
  formatBytes,
  formatPageRate,
  type Message,
  say,
  type Translate,
} from '@migration-tags/simulator';
import type { Hover } from 'vscode-languageserver-types';
import type { EntityProfile } from '../../analysis/entity-profile.ts';
import { dirtyCurvePicture } from '../../preview/dirty-curve-picture.ts';
import { type EntityReport, shownName } from '../../preview/entity-report.ts';
import { VERDICT_WORDS } from '../../preview/verdict-words.ts';
import { containsOffset, type Span } from '../../source/span.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { markup } from '../protocol/markup.ts';
import { downtimeFigure, estimateText, milliseconds, pages } from './wording.ts';

/** How an explanation is written for one editor. */
export interface ExplanationStyle {
  readonly translate: Translate;
  readonly environment: Environment;
  /** The editor shows Markdown; others get the same words without its marks. */
  readonly markdown: boolean;
  /** The editor shows images in Markdown; others get their sentences. */
  readonly images: boolean;
}

/** What is known of the tag or of the entity's first line under the cursor. */
export const hover = (document: OpenDocument, offset: number, style: ExplanationStyle): Hover | null => {
  const place = placeAt(document, offset);
  if (!place) return null;
  const report = document.forecast?.reports.find(({ subject }) => subject.span.start === place.subject.start);
  const value = report
    ? describe(report, document.forecastIsStale, style)
    : style.translate(say`Predicting range, frequency and downtime\u2026`);
  return { range: document.range(place.under), contents: markup(value, style.markdown) };
};

interface Place {
  readonly under: Span;
  readonly subject: Span;
}

/** A directive first, then the innermost entity on whose first line the offset lies. */
const placeAt = (document: OpenDocument, offset: number): Place | null => {
  const { syntax } = document;
  if (!syntax) return null;
  for (const { span, target } of syntax.sheet.tags) {
    if (!containsOffset(span, offset)) continue;
    const subject = target.kind === 'region' ? target.span : syntax.outline.entities[target.entity]?.span;
    return subject ? { under: span, subject } : null;
  }
  const entity = syntax.outline.entities.findLast(({ head }) => containsOffset(head, offset));
  return entity ? { under: entity.head, subject: entity.span } : null;
};

/**
 * Markdown. Editors cut a hover at about ten lines: what is asked for most comes first, why it is so after it.
 */
export const describe = (report: EntityReport, isStale: boolean, style: ExplanationStyle): string => {
  const { translate } = style;
  const shown = (message: Message): string => plain(translate(message));
  const { profile, explanation } = report;
  const figures: readonly (readonly [Message, Message])[] = [
    [say`Downtime`, downtimeFigure(report)],
    [say`Range`, estimateText(profile.rangePages, pages)],
    [say`Frequency`, estimateText(profile.ratePagesPerSecond, formatPageRate)],
    [say`One run lasts`, estimateText(profile.durationSeconds, (seconds) => milliseconds(seconds * 1000))],
    [say`Allocates`, estimateText(profile.allocationBytesPerSecond, (rate) => say`${formatBytes(rate)}/s`)],
  ];
  const head = `**${shown(shownName(report))}** — ${shown(VERDICT_WORDS[report.verdict])}`;
  const bullets = (title: Message, lines: readonly Message[]): string =>
    lines.length === 0 ? '' : `${translate(title)}\n${lines.map((line) => `- ${shown(line)}`).join('\n')}`;
  return [
    isStale ? `${head} *(${shown(say`before your last edit; updating`)})*` : head,
    figures.map(([name, value]) => `**${shown(name)}** ${shown(value)}`).join(' · '),
    curve(report, style),
    ...explanation.map(shown),
    shown(sourceText(profile)),
    bullets(say`Why:`, profile.why),
    bullets(say`To know more, write \`@migrate assume\` for:`, profile.questions),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const sourceText = ({ provenance, confidence }: EntityProfile): Message => {
  switch (provenance) {
    case 'estimate':
      return say`Source: estimate, ${Math.round(confidence * 100)} % sure.`;
    case 'measured':
      return say`Source: measured.`;
    case 'declared':
      return say`Source: declared.`;
  }
};

const curve = (
  { profile, verdict }: EntityReport,
  { environment, images, translate }: ExplanationStyle,
): string => {
  if (profile.writes === null) return '';
  const picture = dirtyCurvePicture(profile.writes, verdict, environment, translate);
  const text = plain(translate(picture.text));
  return images ? `![${text}](${svgUri(picture.svg)})` : text;
};

/** Without parentheses, which would end the Markdown link. */
const svgUri = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(svg).replaceAll('(', '%28').replaceAll(')', '%29')}`;

/** Names and reasons quote source text, which may hold Markdown. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
