import { printDirective } from '../../tags/directive-printer.ts';
import type { Fix } from '../finding.ts';
import { removalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const endWithoutBegin = problemRule({
  name: 'end-without-begin',
  defaultSeverity: 'error',
  summary: 'An `end` closes no region.',
  word({ span, label, meant }, outline) {
    const wanted = label === null ? 'an unlabelled region' : `a region \`${label}\``;
    const relabelled: readonly Fix[] =
      meant === null
        ? []
        : [
            {
              title: `End \`${meant}\``,
              preferred: true,
              edits: [{ span, newText: printDirective({ kind: 'end', label: meant }) }],
            },
          ];
    const hint = meant === null ? '' : ` Did you mean \`end ${meant}\`?`;
    return {
      message: `No \`begin\` before it in this block opens ${wanted}.${hint}`,
      fixes: [...relabelled, removalFix(outline, span)],
    };
  },
});
