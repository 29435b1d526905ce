import { say } from '@migration-tags/simulator';
import { spellingFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const badValue = problemRule({
  name: 'bad-value',
  defaultSeverity: 'error',
  summary: say`An option or fact has no value, or one that it cannot have.`,
  word: ({ span, reason, meant }) => ({
    message: say`${reason}.`,
    fixes: meant === null ? [] : [spellingFix(span, meant)],
  }),
});
