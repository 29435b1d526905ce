import type { Message } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import type { TagProblem, TagProblemKind } from '../../tags/problem.ts';
import type { TagSheet } from '../../tags/tag-sheet.ts';
import type { Report, SyntaxRule } from '../rule.ts';

type ProblemOf<K extends TagProblemKind> = Extract<TagProblem, { kind: K }>;

/** A rule that puts one kind of problem, found while reading the directives, into words. */
export const problemRule = <K extends TagProblemKind>(rule: {
  readonly name: K;
  readonly defaultSeverity: SyntaxRule['defaultSeverity'];
  readonly summary: Message;
  word(problem: ProblemOf<K>, outline: SourceOutline, sheet: TagSheet): Omit<Report, 'span'>;
}): SyntaxRule => {
  const { name, defaultSeverity, summary } = rule;
  const isOurs = (problem: TagProblem): problem is ProblemOf<K> => problem.kind === name;
  return {
    needs: 'syntax',
    name,
    defaultSeverity,
    summary,
    check: ({ outline, sheet }) =>
      sheet.problems
        .filter(isOurs)
        .map((problem) => ({ span: problem.span, ...rule.word(problem, outline, sheet) })),
  };
};
