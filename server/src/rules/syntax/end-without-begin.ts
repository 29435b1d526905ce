import { nearestName } from '@migration-tags/simulator';
import type { Fix } from '../finding.ts';
import { removalFix } from '../fixes.ts';
import { problemRule } from './problem-rule.ts';

export const endWithoutBegin = problemRule({
  name: 'end-without-begin',
  defaultSeverity: 'error',
  summary: 'An `end` closes no region.',
  word({ span, label, openLabels }, outline) {
    const wanted = label === null ? 'an unlabelled region' : `a region \`${label}\``;
    const nearest = label === null ? openLabels.at(-1) : nearestName(label, openLabels);
    const relabel: readonly Fix[] =
      nearest === undefined || nearest === null
        ? []
        : [
            {
              title: `End \`${nearest}\``,
              preferred: true,
              edits: [{ span, newText: `@migrate end ${nearest}` }],
            },
          ];
    const open =
      openLabels.length === 0 ? '' : ` Open here: ${openLabels.map((other) => `\`${other}\``).join(', ')}.`;
    return {
      message: `No \`begin\` opens ${wanted} before this \`end\`.${open}`,
      fixes: [...relabel, removalFix(outline, span)],
    };
  },
});
