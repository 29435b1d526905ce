import { problemRule } from './problem-rule.ts';

export const ignoreWithoutReason = problemRule({
  name: 'ignore-without-reason',
  defaultSeverity: 'error',
  summary: 'An `ignore` does not say which rule, or why.',
  word: ({ rule }) => ({
    message:
      rule === ''
        ? '`ignore` needs a rule and a reason: `@migrate ignore RULE reason`.'
        : `\`ignore ${rule}\` needs a reason after the rule, for whoever reads this later; it suppresses nothing.`,
    fixes: [],
  }),
});
