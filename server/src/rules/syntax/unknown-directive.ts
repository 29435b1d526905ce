import { spellingFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

const EXPECTED = 'expected `@migrate approve`, `withdraw`, `end`, `assume` or `ignore`';

export const unknownDirective = problemRule({
  name: 'unknown-directive',
  defaultSeverity: 'error',
  summary: 'The word after `@migrate` names no directive.',
  word({ span, found, meant }) {
    const what = found === '' ? 'This directive names nothing to do' : `\`${found}\` is no directive`;
    const hint = meant === null ? '' : ` Did you mean \`${meant.trim()}\`?`;
    return {
      message: `${what}; ${EXPECTED}.${hint}`,
      fixes: meant === null ? [] : [spellingFix(span, meant)],
    };
  },
});
