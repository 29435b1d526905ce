import { inEnglish } from '@migration-tags/simulator';
import { expect } from 'vitest';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import type { Finding, Fix } from '../../src/rules/finding.ts';
import type { Span } from '../../src/source/span.ts';
import { applyEdits, type TextEdit } from '../../src/source/text-edit.ts';

/**
 * A fix's edits do not overlap and can be undone to the letter; they change comments alone; and where the finding was, none of
 * its rule is left. `findingsIn`: those of a text after the fix.
 */
export const expectSoundFix = (
  text: string,
  finding: Finding,
  { title, edits }: Fix,
  findingsIn: (text: string) => readonly Finding[],
): void => {
  const about = `${finding.rule}: ${inEnglish(title)}`;
  const ordered = inOrder(edits);
  expect(ordered.length, about).toBeGreaterThan(0);
  ordered.reduce((end, { span }) => {
    expect(span.start, `${about}: edits overlap`).toBeGreaterThanOrEqual(end);
    return span.end;
  }, 0);

  const after = applyEdits(text, edits);
  expect(after, about).not.toBe(text);
  expect(applyEdits(after, inverse(text, ordered)), `${about}: undone`).toBe(text);
  expect(codeOf(after), `${about}: code`).toBe(codeOf(text));
  expect(buildOutline('a.ts', after).syntaxErrors, about).toEqual(buildOutline('a.ts', text).syntaxErrors);

  const place = moved(finding.span, ordered);
  const left = findingsIn(after).filter(({ rule, span }) => rule === finding.rule && touch(span, place));
  expect(left, `${about}: found again`).toEqual([]);
};

/** The order of the text; an insertion goes in front of what is replaced from the same place. */
const inOrder = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);

/** What turns the text after the edits back into the text before. */
const inverse = (before: string, ordered: readonly TextEdit[]): readonly TextEdit[] => {
  let grown = 0;
  return ordered.map(({ span, newText }) => {
    const start = span.start + grown;
    grown += newText.length - (span.end - span.start);
    return { span: { start, end: start + newText.length }, newText: before.slice(span.start, span.end) };
  });
};

/** Without comments and blanks. */
const codeOf = (text: string): string =>
  buildOutline('a.ts', text)
    .comments.toReversed()
    .reduce((rest, { span }) => rest.slice(0, span.start) + rest.slice(span.end), text)
    .replaceAll(/\s+/g, '');

/** Where a span lies after the edits: with what replaced a part of it, without what was put in front of it. */
const moved = ({ start, end }: Span, ordered: readonly TextEdit[]): Span => {
  const place = (offset: number, behind: boolean): number =>
    ordered.reduce((at, { span, newText }) => {
      if (span.end <= offset) return at + newText.length - (span.end - span.start);
      return span.start < offset ? at - (offset - span.start) + (behind ? newText.length : 0) : at;
    }, offset);
  return { start: place(start, false), end: place(end, true) };
};

const touch = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
