import { say } from '@migration-tags/simulator';
import { removalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const unboundTag = problemRule({
  name: 'unbound-tag',
  defaultSeverity: 'error',
  summary: say`No code entity follows the directive in its list.`,
  word: ({ span }, outline) => ({
    message: say`This directive binds to nothing: no function, method, loop, block or awaited statement follows it in the same block or list. Put it before one, or mark plain statements with \`begin\` \u2026 \`end\`.`,
    fixes: [removalFix(outline, span)],
  }),
});
