import { type Environment, formatBytes, formatPageRate } from '@migration-tags/simulator';
import type { Hover } from 'vscode-languageserver-types';
import { dirtyCurvePicture } from '../../preview/dirty-curve-picture.ts';
import type { EntityReport } from '../../preview/entity-report.ts';
import { containsOffset, type Span } from '../../source/span.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { markup } from '../protocol/markup.ts';
import { downtimeText, estimateText, milliseconds, pages, verdictText } from './wording.ts';

/** How an explanation is written for one editor. */
export interface ExplanationStyle {
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
    : 'Predicting range, frequency and downtime…';
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
  const { profile, subject, explanation } = report;
  const figures: readonly (readonly [string, string])[] = [
    ['Downtime', downtimeText(report).replace(/^downtime /, '')],
    ['Range', estimateText(profile.rangePages, pages)],
    ['Frequency', estimateText(profile.ratePagesPerSecond, formatPageRate)],
    ['One run lasts', estimateText(profile.durationSeconds, (seconds) => milliseconds(seconds * 1000))],
    ['Allocates', estimateText(profile.allocationBytesPerSecond, (rate) => `${formatBytes(rate)}/s`)],
  ];
  const confidence =
    profile.provenance === 'estimate' ? `, ${Math.round(profile.confidence * 100)} % sure` : '';
  return [
    `**${plain(subject.name)}** — ${verdictText(report.verdict)}${isStale ? ' *(before your last edit; updating)*' : ''}`,
    figures.map(([name, value]) => `**${name}** ${plain(value)}`).join(' · '),
    curve(report, style),
    ...explanation.map(plain),
    `Source: ${profile.provenance}${confidence}.`,
    bullets('Why', profile.why),
    bullets('To know more, write `@migrate assume` for', profile.questions),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const curve = ({ profile, verdict }: EntityReport, { environment, images }: ExplanationStyle): string => {
  if (profile.writes === null) return '';
  const { svg, text } = dirtyCurvePicture(profile.writes, verdict, environment);
  return images ? `![${plain(text)}](${svgUri(svg)})` : plain(text);
};

/** Without parentheses, which would end the Markdown link. */
const svgUri = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(svg).replaceAll('(', '%28').replaceAll(')', '%29')}`;

const bullets = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `- ${plain(line)}`).join('\n')}`;

/** Names and reasons quote source text, which may hold Markdown. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
