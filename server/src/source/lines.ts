import type { Span } from './span.ts';

/** Questions about the lines of a text; line breaks are `\n`, `\r\n` and `\r`. */

/** A byte order mark belongs to the file, not to its first line. */
export const lineStart = (text: string, offset: number): number => {
  const first = text.startsWith('\ufeff') ? 1 : 0;
  let start = offset;
  while (start > first && !isBreak(text, start - 1)) start--;
  return start;
};

/** Before the line break. */
export const lineEnd = (text: string, offset: number): number => {
  let end = offset;
  while (end < text.length && !isBreak(text, end)) end++;
  return end;
};

/** After the line break; the text's end on the last line. */
export const nextLineStart = (text: string, offset: number): number => {
  const end = lineEnd(text, offset);
  return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
};

export const indentationAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';

/** Only blanks stand before it on its line. */
export const startsLine = (text: string, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).trim() === '';

/** Only blanks stand behind it on its line. */
export const endsLine = (text: string, offset: number): boolean =>
  text.slice(offset, lineEnd(text, offset)).trim() === '';

export const isAloneOnItsLines = (text: string, { start, end }: Span): boolean =>
  startsLine(text, start) && endsLine(text, end);

/** The line break in use around an offset: that of its own line, else the file's first, else `\n`. */
export const lineBreakAt = (text: string, offset: number): string =>
  /^(?:\r\n|\n|\r)/.exec(text.slice(lineEnd(text, offset), lineEnd(text, offset) + 2))?.[0] ??
  /\r\n|\n|\r/.exec(text)?.[0] ??
  '\n';

const isBreak = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index);
  return code === 0x0a || code === 0x0d;
};

/** Counted from 1, as people do. */
export const lineNumber = (text: string, offset: number): number =>
  text.slice(0, offset).split(/\r\n|\n|\r/).length;
