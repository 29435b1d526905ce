import { say } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import { nameOf, spanOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const unreachableTag: SyntaxRule = {
  needs: 'syntax',
  name: 'unreachable-tag',
  defaultSeverity: 'warning',
  summary: say`A tag stands on code that never runs.`,
  check: ({ outline, sheet }) => {
    // A function declaration is hoisted: what stands before it does not keep it from being called.
    const tags = sheet.tags.filter(
      ({ target }) => target.kind === 'region' || outline.entities[target.entity]?.kind !== 'function',
    );
    const dead = tags.length === 0 ? [] : unreachableSpans(outline);
    return tags.flatMap(({ target, span }) => {
      const code = target.kind === 'region' ? span : spanOf(target, outline);
      if (!dead.some((area) => contains(area, code))) return [];
      return [
        {
          span,
          message: say`${nameOf(target, outline)} never runs: the statement before it always leaves the block.`,
          fixes: [removalFix(outline, span)],
        },
      ];
    });
  },
};

/** In each statement list, what comes behind a statement that always leaves it. */
const unreachableSpans = ({ lists }: SourceOutline): readonly Span[] => {
  const spans: Span[] = [];
  for (const { kind, span, items } of lists) {
    const last = items.at(-1);
    const leaving = kind === 'statements' ? items.find(({ leaves }) => leaves) : undefined;
    if (leaving && leaving !== last) spans.push({ start: leaving.span.end, end: span.end });
  }
  return spans;
};
