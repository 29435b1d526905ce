import { contains } from '../../source/span.ts';
import { nameOf } from '../../tags/target.ts';
import type { SyntaxRule } from '../rule.ts';

export const regionLeftOpen: SyntaxRule = {
  needs: 'syntax',
  name: 'region-left-open',
  defaultSeverity: 'information',
  summary: 'A statement leaves a region before its `end` is reached.',
  check: ({ outline, sheet }) =>
    sheet.tags.flatMap(({ target }) => {
      if (target.kind !== 'region') return [];
      const last = outline.lists[target.list]?.items[target.endItem - 1]?.span;
      return (
        outline.jumps
          .filter(({ span, leaves }) => contains(target.span, span) && !contains(target.span, leaves))
          // The region's own last statement skips nothing of it.
          .filter(({ span }) => span.start !== last?.start)
          .map(({ span }) => ({
            span,
            message: `This leaves ${nameOf(target, outline)} before its \`end\`; the tag ends here too. Put the tag on the whole block or function if that is not meant.`,
            fixes: [],
          }))
      );
    }),
};
