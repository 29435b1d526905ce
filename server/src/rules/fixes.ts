import { say } from '@migration-tags/simulator';
import type { SourceOutline } from '../source/outline.ts';
import { contains, type Span } from '../source/span.ts';
import { removeDirective } from '../tags/edits/remove-tag.ts';
import type { TagSheet } from '../tags/tag-sheet.ts';
import type { Fix } from './finding.ts';

/** Replaces a misspelt piece: the obvious remedy, so preferred. */
export const spellingFix = (span: Span, meant: string): Fix => ({
  title: meant === '' ? say`Remove it` : say`Change to \`${meant.trim()}\``,
  preferred: true,
  edits: [{ span, newText: meant }],
});

export const removalFix = (
  outline: SourceOutline,
  directive: Span,
  title = say`Remove this directive`,
): Fix => ({
  title,
  preferred: false,
  edits: removeDirective(outline, directive),
});

/** Takes out one word of a directive and the blank before it. */
export const wordRemovalFix = ({ text }: SourceOutline, word: Span): Fix => {
  const blanks = /[ \t]*$/.exec(text.slice(Math.max(0, word.start - 80), word.start))?.[0].length ?? 0;
  return {
    title: say`Remove \`${text.slice(word.start, word.end)}\``,
    preferred: false,
    edits: [{ span: { start: word.start - blanks, end: word.end }, newText: '' }],
  };
};

/** The whole directive that a place in it belongs to. */
export const directiveAt = ({ directives }: TagSheet, place: Span): Span =>
  directives.find(({ span }) => contains(span, place))?.span ?? place;
