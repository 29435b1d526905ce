import { say } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import { tagsAround } from '../../tags/nesting.ts';
import type { BoundTag } from '../../tags/tag-sheet.ts';
import { nameOf, spanOf } from '../../tags/target.ts';
import { removalFix } from '../fixes.ts';
import type { SyntaxRule } from '../rule.ts';

export const contradictoryNesting: SyntaxRule = {
  needs: 'syntax',
  name: 'contradictory-nesting',
  defaultSeverity: 'warning',
  summary: say`All that a tagged entity does stands under the opposite tag, so the outer one never speaks.`,
  check: ({ outline, sheet: { tags } }) =>
    [...tagsAround(tags, outline)].flatMap(([tag, around]) => {
      if (around.type === tag.type || !fills(tag, around, outline)) return [];
      return [
        {
          span: around.span,
          message: say`This \`${around.type}\` never speaks: ${nameOf(tag.target, outline)} is all that ${nameOf(around.target, outline)} does, and says \`${tag.type}\`.`,
          fixes: [removalFix(outline, around.span)],
        },
      ];
    }),
};

/** The inner code is the only statement of the outer entity. */
const fills = ({ target }: BoundTag, around: BoundTag, outline: SourceOutline): boolean => {
  if (around.target.kind === 'region') return false;
  const outer = around.target.entity;
  const body = outline.lists.find(({ kind, owner }) => kind === 'statements' && owner === outer);
  if (!body || body.items.length === 0) return false;
  if (target.kind === 'region') {
    return target.list === body.index && target.firstItem === 0 && target.endItem === body.items.length;
  }
  const inner = spanOf(target, outline);
  const [only, more] = body.items;
  return only !== undefined && more === undefined && only.span.start === inner.start;
};
