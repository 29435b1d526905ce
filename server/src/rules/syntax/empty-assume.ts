import { say } from '@migration-tags/simulator';
import { directiveAt, removalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const emptyAssume = problemRule({
  name: 'empty-assume',
  defaultSeverity: 'error',
  summary: say`An \`assume\` states no fact.`,
  word: ({ span }, outline, sheet) => ({
    message: say`This \`assume\` states nothing; give a fact such as \`trips=1e6\`, \`duration=3s\`, \`range=4MiB\` or \`rate=200pages/s\`.`,
    fixes: [removalFix(outline, directiveAt(sheet, span))],
  }),
});
