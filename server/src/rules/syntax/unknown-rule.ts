import { nearestName } from '@migration-tags/simulator';
import { spellingFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const unknownRule: SyntaxRule = {
  needs: 'syntax',
  name: 'unknown-rule',
  defaultSeverity: 'warning',
  summary: 'An `ignore` names a rule that does not exist.',
  check: ({ sheet, ruleNames }) =>
    sheet.suppressions
      .filter(({ rule }) => !ruleNames.includes(rule))
      .map(({ rule, ruleSpan }) => {
        const meant = nearestName(rule, ruleNames);
        const hint = meant === null ? '' : ` Did you mean \`${meant}\`?`;
        return {
          span: ruleSpan,
          message: `There is no rule \`${rule}\`, so nothing is ignored.${hint}`,
          fixes: meant === null ? [] : [spellingFix(ruleSpan, meant)],
        };
      }),
};
