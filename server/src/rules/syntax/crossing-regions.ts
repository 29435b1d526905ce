import { say } from '@migration-tags/simulator';
import { lineNumber } from '../../source/lines.ts';
import type { Span } from '../../source/span.ts';
import type { TagSheet } from '../../tags/tag-sheet.ts';
import type { Fix } from '../finding.ts';
import { problemRule } from './problem-rule.ts';

export const crossingRegions = problemRule({
  name: 'crossing-regions',
  defaultSeverity: 'error',
  summary: say`Two regions overlap, and neither holds the other.`,
  word({ span, label, crossed }, { text }, sheet) {
    const region = label === null ? say`this region` : say`region \`${label}\``;
    return {
      message: say`The region begun on line ${lineNumber(text, crossed.start)} is still open where ${region} ends; regions nest. Swap the two ends.`,
      fixes: swappedEnds(span, crossed, text, sheet),
    };
  },
});

/** The two `end`s, each in the place of the other. */
const swappedEnds = (end: Span, crossed: Span, text: string, { directives }: TagSheet): readonly Fix[] => {
  const label = directives.find(({ span }) => span.start === crossed.start)?.opensRegion?.label ?? null;
  const later = directives.find(
    ({ directive, span }) => directive?.kind === 'end' && directive.label === label && span.start > end.start,
  );
  if (!later) return [];
  const edits = [
    { span: end, newText: text.slice(later.span.start, later.span.end) },
    { span: later.span, newText: text.slice(end.start, end.end) },
  ];
  return [{ title: say`Swap the two ends`, preferred: true, edits }];
};
