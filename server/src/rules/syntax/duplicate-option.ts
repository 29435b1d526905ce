import { say } from '@migration-tags/simulator';
import { wordRemovalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const duplicateOption = problemRule({
  name: 'duplicate-option',
  defaultSeverity: 'error',
  summary: say`A directive gives the same option or fact twice.`,
  word: ({ span, found }, outline) => ({
    message: say`\`${found}\` is given twice; only the first counts. Remove one.`,
    fixes: [{ ...wordRemovalFix(outline, span), preferred: true }],
  }),
});
