import { indentationAt, lineBreakAt, lineEnd, lineStart } from '../../source/lines.ts';
import type { Comment } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';

/** Breaks a comment's line in front of what stands in the middle of it, so that it starts a line of the comment. */
export const splitCommentLine = (text: string, { kind, span }: Comment, at: Span): TextEdit => {
  const before = text.slice(Math.max(span.start, lineStart(text, at.start)), at.start);
  const blanks = /[ \t]*$/.exec(before)?.[0].length ?? 0;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart(text, span.start)))?.[0] ?? '';
  return {
    span: { start: at.start - blanks, end: at.start },
    newText:
      lineBreakAt(text, at.start) + (kind === 'line' ? `${indentation}// ` : blockLine(text, span, at)),
  };
};

/** How the lines of a block comment start: as its own line does, or the usual ` * `. */
const blockLine = (text: string, comment: Span, at: Span): string => {
  const start = lineStart(text, at.start);
  if (start > comment.start)
    return /^[ \t]*\*?[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? '';
  return `${indentationAt(text, comment.start)} * `;
};
