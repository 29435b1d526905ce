import type { Span } from './span.ts';

/** Replaces `span` by `newText`; an insertion has an empty span. Edits of one change never overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Applies non-overlapping edits, in any order; insertions at one place stand in the order given, as in editors. */
export const applyEdits = (text: string, edits: readonly TextEdit[]): string =>
  edits
    .toReversed()
    .sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
    .reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
