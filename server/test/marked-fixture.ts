import { inEnglish } from '@migration-tags/simulator';
import type { Finding } from '../src/rules/finding.ts';
import { lineEnd } from '../src/source/lines.ts';
import type { Span } from '../src/source/span.ts';

export interface Expectation {
  readonly line: number;
  readonly text: string;
  readonly rule: string;
  readonly message: string;
}

const MARKER = /^([^\n^]*)(\^+) ([a-z-]+)(?:: (.*?))?(?: \*\/\}?)?$/;

/**
 * Expectations written into a fixture: carets below the text of a finding, in a comment, followed by the rule and,
 * after a colon, a part of its message.
 *
 *     // @migrate aprove
 *     //          ^^^^^^ unknown-directive: Did you mean `approve`
 */
export const expectationsOf = (text: string): readonly Expectation[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, lead, carets, rule, message] = MARKER.exec(line) ?? [];
    if (lead === undefined || carets === undefined || rule === undefined) return [];
    let subject = index - 1;
    while (MARKER.test(lines[subject] ?? '')) subject--;
    const pointedAt = lines[subject]?.slice(lead.length, lead.length + carets.length) ?? '';
    return [{ line: subject + 1, text: pointedAt, rule, message: message ?? '' }];
  });
};

/** A finding the way a marker puts it; of a span over several lines, the first. */
export const observed = (text: string, finding: Finding): Expectation => ({
  line: text.slice(0, finding.span.start).split('\n').length,
  text: firstLine(text, finding.span),
  rule: finding.rule,
  message: inEnglish(finding.message),
});

const firstLine = (text: string, { start, end }: Span): string =>
  text.slice(start, Math.min(end, lineEnd(text, start)));
