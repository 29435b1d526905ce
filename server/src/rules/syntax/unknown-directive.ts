import { say } from '@migration-tags/simulator';
import { spellingFix } from '../fixes.ts';
import { didYouMean } from '../wording.ts';
import { problemRule } from './problem-rule.ts';

export const unknownDirective = problemRule({
  name: 'unknown-directive',
  defaultSeverity: 'error',
  summary: say`The word after \`@migrate\` names no directive.`,
  word({ span, found, meant }) {
    const what = found === '' ? say`This directive names nothing to do` : say`\`${found}\` is no directive`;
    const message = say`${what}; expected \`@migrate approve\`, \`withdraw\`, \`end\`, \`assume\` or \`ignore\`.`;
    return {
      message: didYouMean(message, meant?.trim() ?? null),
      fixes: meant === null ? [] : [spellingFix(span, meant)],
    };
  },
});
