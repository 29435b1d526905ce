import { nearestName, say } from '@migration-tags/simulator';
import { spellingFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';
import { didYouMean } from '../wording.ts';

export const unknownRule: SyntaxRule = {
  needs: 'syntax',
  name: 'unknown-rule',
  defaultSeverity: 'warning',
  summary: say`An \`ignore\` names a rule that does not exist.`,
  check: ({ sheet, ruleNames }) =>
    sheet.suppressions
      .filter(({ rule }) => !ruleNames.includes(rule))
      .map(({ rule, ruleSpan }) => {
        const meant = nearestName(rule, ruleNames);
        return {
          span: ruleSpan,
          message: didYouMean(say`There is no rule \`${rule}\`, so nothing is ignored.`, meant),
          fixes: meant === null ? [] : [spellingFix(ruleSpan, meant)],
        };
      }),
};
