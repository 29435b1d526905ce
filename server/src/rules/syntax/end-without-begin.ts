import { say } from '@migration-tags/simulator';
import { printDirective } from '../../tags/directive-printer.ts';
import type { Fix } from '../finding.ts';
import { removalFix } from '../fixes.ts';
import { didYouMean } from '../wording.ts';
import { problemRule } from './problem-rule.ts';

export const endWithoutBegin = problemRule({
  name: 'end-without-begin',
  defaultSeverity: 'error',
  summary: say`An \`end\` closes no region.`,
  word({ span, label, meant }, outline) {
    const message =
      label === null
        ? say`No \`begin\` before it in this block opens an unlabelled region.`
        : say`No \`begin\` before it in this block opens a region \`${label}\`.`;
    const relabelled: readonly Fix[] =
      meant === null
        ? []
        : [
            {
              title: say`End \`${meant}\``,
              preferred: true,
              edits: [{ span, newText: printDirective({ kind: 'end', label: meant }) }],
            },
          ];
    return {
      message: didYouMean(message, meant && `end ${meant}`),
      fixes: [...relabelled, removalFix(outline, span)],
    };
  },
});
