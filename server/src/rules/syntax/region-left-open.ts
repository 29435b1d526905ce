import { say } from '@migration-tags/simulator';
import type { ListItem, SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import { removeDirective } from '../../tags/edits/remove-tag.ts';
import { insertBefore } from '../../tags/edits/wrap-in-region.ts';
import { nameOf } from '../../tags/target.ts';
import type { Fix } from '../finding.ts';
import type { SyntaxRule } from '../rule.ts';

export const regionLeftOpen: SyntaxRule = {
  needs: 'syntax',
  name: 'region-left-open',
  defaultSeverity: 'information',
  summary: say`A statement leaves a region before its \`end\` is reached.`,
  check: ({ outline, sheet }) =>
    sheet.tags.flatMap(({ target, span: begin }) => {
      if (target.kind !== 'region') return [];
      const items = outline.lists[target.list]?.items.slice(target.firstItem, target.endItem) ?? [];
      const last = items.at(-1)?.span;
      return (
        outline.jumps
          .filter(({ span, leaves }) => contains(target.span, span) && !contains(target.span, leaves))
          // The region's own last statement skips nothing of it.
          .filter(({ span }) => span.start !== last?.start)
          .map(({ span }) => ({
            span,
            message: say`This leaves ${nameOf(target, outline)} before its \`end\`; the tag ends here too. Put the tag on the whole block or function if that is not meant.`,
            fixes: guardFixes(outline, begin, items, span),
          }))
      );
    }),
};

/** A guard that stands first can as well stand in front of the region: nothing of the tag is lost on the way it lets pass. */
const guardFixes = (
  outline: SourceOutline,
  begin: Span,
  [guard, next]: readonly ListItem[],
  jump: Span,
): readonly Fix[] => {
  if (!guard || !next || !contains(guard.span, jump)) return [];
  const { text } = outline;
  const edits = [
    ...removeDirective(outline, begin),
    insertBefore(text, next.span.start, text.slice(begin.start, begin.end)),
  ];
  return [{ title: say`Move \`begin\` below this statement`, preferred: false, edits }];
};
