import { say } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import { commentLines } from '../../tags/directive-lexer.ts';
import { parseDirective } from '../../tags/directive-parser.ts';
import { splitCommentLine } from '../../tags/edits/split-comment-line.ts';
import type { TagProblem } from '../../tags/problem.ts';
import { MARKER } from '../../tags/vocabulary.ts';
import type { Fix } from '../finding.ts';
import { problemRule } from './problem-rule.ts';

export const misplacedDirective = problemRule({
  name: 'misplaced-directive',
  defaultSeverity: 'warning',
  summary: say`A directive stands in the middle of a comment line, where it is read as prose.`,
  word: ({ span }, outline) => ({
    message: say`This directive is read as prose: a directive starts its comment line. Move it to a line of its own, or quote it with backticks.`,
    fixes: [...ownLine(outline, span), quoted(span, outline.text)],
  }),
});

/** Only where the rest of the line is nothing but a directive: prose would become a wrong one. */
const ownLine = (outline: SourceOutline, span: Span): readonly Fix[] => {
  const { text } = outline;
  const index = outline.comments.findIndex((comment) => contains(comment.span, span));
  const comment = outline.comments[index];
  if (!comment) return [];
  const line = commentLines(text, comment).find((one) => contains(one, span));
  if (!line || text.slice(span.end, line.end).includes(MARKER)) return [];
  const marker = { start: span.start, end: span.start + MARKER.length };
  const problems: TagProblem[] = [];
  const body = { start: marker.end, end: line.end };
  parseDirective(text, { comment: index, marker, body }, (problem) => problems.push(problem));
  const edits = [splitCommentLine(text, comment, span)];
  return problems.length === 0 ? [{ title: say`Move it to a line of its own`, preferred: true, edits }] : [];
};

const quoted = ({ start, end }: Span, text: string): Fix => ({
  title: say`Quote it with backticks`,
  preferred: false,
  edits: [{ span: { start, end }, newText: `\`${text.slice(start, end)}\`` }],
});
