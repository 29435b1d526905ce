import { problemRule } from './problem-rule.ts';

export const misplacedDirective = problemRule({
  name: 'misplaced-directive',
  defaultSeverity: 'warning',
  summary: 'A directive stands in the middle of a comment line, where it is read as prose.',
  word: () => ({
    message:
      'This directive is read as prose: a directive starts its comment line. Move it to a line of its own, or quote it with backticks.',
    fixes: [],
  }),
});
