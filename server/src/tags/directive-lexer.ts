import { nearestName } from '@migration-tags/simulator';
import type { Comment } from '../source/outline.ts';
import type { Span } from '../source/span.ts';
import type { TagProblem } from './problem.ts';
import { DIRECTIVE_NAMES, MARKER } from './vocabulary.ts';

/** The text of one directive: what follows `@migrate`, up to the end of its line or the next `@migrate`. */
export interface DirectiveText {
  readonly comment: number;
  readonly marker: Span;
  readonly body: Span;
}

/**
 * Finds the directives of one comment. A directive starts a line of its comment, after the comment's delimiter or the
 * `*` of a JSDoc line; more may follow on the same line, each after a space. Elsewhere in a line, `@migrate` followed by
 * a directive's name is reported as misplaced; anything else is prose: "we @migrated", "me@migrate", "`@migrate`".
 */
export const lexComment = (
  text: string,
  comment: Pick<Comment, 'kind' | 'span'>,
  index: number,
  report: (problem: TagProblem) => void,
): readonly DirectiveText[] => {
  if (!text.slice(comment.span.start, comment.span.end).includes('@')) return [];
  const found: DirectiveText[] = [];
  for (const line of commentLines(text, comment)) {
    const content = text.slice(line.start, line.end);
    if (!content.includes('@')) continue;
    const at = (from: number, to: number): Span => ({ start: line.start + from, end: line.start + to });
    const opening = markerAt(content);
    if (opening === 'none') {
      for (const stray of content.matchAll(STRAY)) {
        report({ kind: 'misplaced-directive', span: at(stray.index, stray.index + stray[0].length) });
      }
      continue;
    }
    if (opening !== 'exact') {
      const span = at(0, opening.length);
      report({ kind: 'unknown-directive', span, found: opening, meant: corrected(opening, content) });
      if (!opening.toLowerCase().startsWith(MARKER)) continue;
    }
    const markers = [...content.matchAll(MARKERS)].map(({ index: start }) => start);
    markers.forEach((start, order) => {
      const bodyStart = start + (order === 0 && opening !== 'exact' ? opening.length : MARKER.length);
      const rest = content.slice(bodyStart, markers[order + 1]);
      if (order === 0 && opening !== 'exact' && !nameFollows(rest)) return;
      found.push({
        comment: index,
        marker: at(start, start + MARKER.length),
        body: at(bodyStart, bodyStart + rest.trimEnd().length),
      });
    });
  }
  return found;
};

const NAMES = DIRECTIVE_NAMES.join('|');
const STRAY = new RegExp(`(?<=\\s)${MARKER}[ \\t]+(?:${NAMES})(?![\\w-])`, 'g');
/** The one that starts the line may be followed by a wrong character; later ones are exact. */
const MARKERS = new RegExp(`^${MARKER}|(?<=\\s)${MARKER}(?=\\s|$)`, 'gi');
const EXACT = new RegExp(`^${MARKER}(?:\\s|$)`);
const nameFollows = (rest: string): boolean => new RegExp(`^\\s*(?:${NAMES})(?![\\w-])`).test(rest);

/** What of a line starts with `@migrate` or was meant to: `exact`, the wrong text, or `none`. */
const markerAt = (line: string): 'exact' | 'none' | (string & {}) => {
  if (EXACT.test(line)) return 'exact';
  const word = /^@[\p{L}\p{N}_$]*/u.exec(line)?.[0];
  if (word === undefined) return 'none';
  const next = line.slice(word.length);
  if (word.toLowerCase() === MARKER) {
    // "@migrate's" speaks of the directive and is none. Bundlers cannot escape in a pattern, and bundles are ASCII.
    if (/^['\u2019]/.test(next)) return 'none';
    const punctuation = /^[^\s'\u2019]{1,2}?(?=[\s\p{L}]|$)/u.exec(next)?.[0] ?? '';
    // `@migrate-legacy` and `@migrate/cli` are names of their own.
    const glued = /^[\p{L}\p{N}_$-]+/u.exec(next.slice(punctuation.length))?.[0];
    if (punctuation !== '' && glued && nearestName(glued, DIRECTIVE_NAMES) === null) return 'none';
    return word + punctuation;
  }
  const meant = nearestName(word, [MARKER]) !== null && nameFollows(next);
  return meant && !INFLECTIONS.test(word) ? word : 'none';
};

/** Other forms of the verb at the start of a line are prose. */
const INFLECTIONS = /^@migrate[ds]$/i;

/** Keeps the words apart when the wrong character stood between them. */
const corrected = (found: string, line: string): string =>
  /[^\w@]$/.test(found) && /^\S/.test(line.slice(found.length)) ? `${MARKER} ` : MARKER;

/** The lines of a comment without its delimiters, leading decoration and trailing space. */
export const commentLines = (
  text: string,
  { kind, span }: Pick<Comment, 'kind' | 'span'>,
): readonly Span[] => {
  if (kind === 'line') {
    const lead = /^\/\/+[!\s]*/.exec(text.slice(span.start, span.end))?.[0].length ?? 2;
    return [trimmed(text, span.start + lead, span.end)];
  }
  const closed = span.end - span.start >= 4 && text.startsWith('*/', span.end - 2);
  const end = closed ? span.end - 2 : span.end;
  const lines: Span[] = [];
  const lead = /[\s*!]*/y;
  for (const { index, 0: line } of text.slice(span.start + 2, end).matchAll(/[^\r\n\u2028\u2029]+/g)) {
    lead.lastIndex = 0;
    const skipped = lead.exec(line)?.[0].length ?? 0;
    const start = span.start + 2 + index;
    // `**/` closes a comment too.
    const stop = start + line.length === end ? line.replace(/\*+$/, '').length : line.length;
    lines.push(trimmed(text, start + Math.min(skipped, stop), start + stop));
  }
  return lines;
};

const trimmed = (text: string, start: number, end: number): Span => ({
  start,
  end: start + text.slice(start, end).trimEnd().length,
});
