import { say } from '@migration-tags/simulator';
import { endAfter } from '../../tags/edits/wrap-in-region.ts';
import { problemRule } from './problem-rule.ts';

export const regionWithoutEnd = problemRule({
  name: 'region-without-end',
  defaultSeverity: 'error',
  summary: say`A region is begun and not ended in its block.`,
  word({ label, list, firstItem }, outline) {
    const items = outline.lists[list]?.items ?? [];
    const last = items.length > firstItem ? items.at(-1) : undefined;
    const end = label === null ? 'end' : `end ${label}`;
    return {
      message: say`This region has no \`@migrate ${end}\` in its block; the tag has no effect.`,
      fixes: last
        ? [
            {
              title: say`Add \`@migrate ${end}\` at the end of the block`,
              preferred: true,
              edits: [endAfter(outline.text, last.span.end, label)],
            },
          ]
        : [],
    };
  },
});
