import { say } from '@migration-tags/simulator';
import { directiveAt, removalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const ignoreWithoutReason = problemRule({
  name: 'ignore-without-reason',
  defaultSeverity: 'error',
  summary: say`An \`ignore\` does not say which rule, or why.`,
  word: ({ span, rule }, outline, sheet) => ({
    message:
      rule === ''
        ? say`\`ignore\` needs a rule and a reason: \`@migrate ignore RULE reason\`.`
        : say`\`ignore ${rule}\` needs a reason after the rule, for whoever reads this later; it suppresses nothing.`,
    fixes: [removalFix(outline, directiveAt(sheet, span))],
  }),
});
