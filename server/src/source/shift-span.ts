import type { Span } from './span.ts';

/** One replacement in a text: `removed` characters at `start` gave way to `inserted` ones. */
export interface TextChange {
  readonly start: number;
  readonly removed: number;
  readonly inserted: number;
}

/** Where a span of the old text lies in the new one. Text typed at its edges stays outside; what was cut shrinks it. */
export const shiftSpan = (span: Span, change: TextChange): Span => {
  const end = shiftEnd(span.end, change);
  return { start: Math.min(shiftStart(span.start, change), end), end };
};

const shiftStart = (offset: number, change: TextChange): number => {
  if (offset < change.start) return offset;
  const cutEnd = change.start + change.removed;
  return offset >= cutEnd ? offset + change.inserted - change.removed : change.start + change.inserted;
};

const shiftEnd = (offset: number, change: TextChange): number => {
  if (offset <= change.start) return offset;
  const cutEnd = change.start + change.removed;
  return offset >= cutEnd ? offset + change.inserted - change.removed : change.start;
};
