import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import { commentLines } from '../directive-lexer.ts';
import { type DirectiveName, isDirectiveName, MARKER } from '../vocabulary.ts';

/** What stands around a cursor in a comment, as far as the directive being written there goes. */
export type DirectiveCursor =
  | { readonly at: 'marker'; readonly word: Span }
  | { readonly at: 'directive'; readonly word: Span }
  | {
      readonly at: 'argument';
      readonly directive: DirectiveName;
      /** The words between the directive's name and the one at the cursor. */
      readonly before: readonly string[];
      /** The word at the cursor up to it, and all of it. */
      readonly typed: string;
      readonly word: Span;
    };

/** `null` outside comments, and in prose. */
export const directiveCursor = (
  { text, comments }: SourceOutline,
  offset: number,
): DirectiveCursor | null => {
  const comment = comments.find(({ span }) => span.start + 2 <= offset && offset <= span.end);
  if (!comment) return null;
  const line = commentLines(text, comment).find(
    ({ start, end }) => start <= offset && !hasBreak(text, end, offset),
  );
  if (!line) return null;
  const written = text.slice(line.start, offset);
  const word = wordAround(text, line, offset);
  if (/^@[\w$]*$/.test(written)) return { at: 'marker', word };
  const marker = [...written.matchAll(MARKERS)].at(-1);
  if (!marker || !/^@/.test(written)) return null;
  const body = written.slice(marker.index + marker[0].length);
  const words = body.split(/\s+/);
  const typed = words.at(-1) ?? '';
  const [name, ...before] = words.slice(0, -1);
  if (name === undefined) return { at: 'directive', word };
  return isDirectiveName(name) ? { at: 'argument', directive: name, before, typed, word } : null;
};

const MARKERS = new RegExp(`(?<=^|\\s)${MARKER}\\s+`, 'g');

const hasBreak = (text: string, from: number, to: number): boolean =>
  /[\r\n\u2028\u2029]/.test(text.slice(from, to));

const wordAround = (text: string, line: Span, offset: number): Span => {
  const before = /\S*$/.exec(text.slice(line.start, offset))?.[0].length ?? 0;
  const after = /^\S*/.exec(text.slice(offset, Math.max(line.end, offset)))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
};
