import { firstAtOrBehind } from '../../source/first-at-or-behind.ts';
import { isAloneOnItsLines, lineEnd, lineStart, nextLineStart } from '../../source/lines.ts';
import type { Comment, SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import { endOfRegion } from '../region-end.ts';
import type { BoundTag, TagSheet } from '../tag-sheet.ts';

/** Takes a tag out again, a region's `end` with its `begin`. What `insertTag` or `wrapInRegion` added leaves no trace. */
export const removeTag = (outline: SourceOutline, sheet: TagSheet, tag: BoundTag): readonly TextEdit[] => {
  const { target } = tag;
  const edits = removeDirective(outline, tag.span);
  if (target.kind === 'entity') return edits;
  const end = endOfRegion(outline, sheet, target);
  return end ? [...edits, ...removeDirective(outline, end.span)] : edits;
};

/** Takes one directive out: with its comment and line if they hold nothing else. */
export const removeDirective = (outline: SourceOutline, directive: Span): readonly TextEdit[] => {
  const { text } = outline;
  const { comments } = outline;
  const comment = comments[firstAtOrBehind(comments, directive.start + 1) - 1];
  if (!comment || !contains(comment.span, directive)) return [];
  if (holdsOnly(text, comment, directive))
    return [{ span: around(text, braced(outline, comment)), newText: '' }];

  const line = { start: lineStart(text, directive.start), end: lineEnd(text, directive.end) };
  const ownLine =
    contains(comment.span, { start: line.start, end: Math.min(line.end + 1, text.length) }) &&
    /^[\s*]*$/.test(text.slice(line.start, directive.start)) &&
    text.slice(directive.end, line.end).trim() === '';
  if (ownLine) return [{ span: { start: line.start, end: nextLineStart(text, line.end) }, newText: '' }];
  const blanks = /[ \t]*$/.exec(text.slice(comment.span.start + 2, directive.start))?.[0].length ?? 0;
  return [{ span: { start: directive.start - blanks, end: directive.end }, newText: '' }];
};

const holdsOnly = (text: string, { kind, span }: Comment, directive: Span): boolean => {
  const rest = text.slice(span.start, directive.start) + text.slice(directive.end, span.end);
  return kind === 'line' ? /^\/[/!\s]*$/.test(rest) : /^\/[*!\s]*\/?$/.test(rest);
};

/** With the braces that a comment between JSX tags stands in. */
const braced = ({ text, lists }: SourceOutline, { span, list }: Comment): Span => {
  const container = lists[list];
  if (container?.kind !== 'elements' || text[container.span.start - 1] !== '>') return span;
  const before = /\{\s*$/.exec(text.slice(0, span.start))?.[0].length;
  const after = /^\s*\}/.exec(text.slice(span.end))?.[0].length;
  return before === undefined || after === undefined
    ? span
    : { start: span.start - before, end: span.end + after };
};

/** With the line it has to itself, or the blank that parts it from the code beside it. */
const around = (text: string, span: Span): Span => {
  if (isAloneOnItsLines(text, span)) {
    const end = nextLineStart(text, span.end);
    const start = lineStart(text, span.start);
    // On the last line, the break before it goes, as there is none behind.
    return end > lineEnd(text, span.end) || start === 0
      ? { start, end }
      : { start: lineEndBefore(text, start), end };
  }
  if (/^[ \t]\S/.test(text.slice(span.end, span.end + 2))) return { start: span.start, end: span.end + 1 };
  const blanks = /[ \t]*$/.exec(text.slice(lineStart(text, span.start), span.start))?.[0].length ?? 0;
  return { start: span.start - blanks, end: span.end };
};

const lineEndBefore = (text: string, start: number): number =>
  start - (text.startsWith('\r\n', start - 2) ? 2 : 1);
