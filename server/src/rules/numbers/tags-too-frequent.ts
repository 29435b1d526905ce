import { formatDuration, say } from '@migration-tags/simulator';
import type { CodeEntity, SourceOutline } from '../../source/outline.ts';
import { moveDirective } from '../../tags/edits/move-directive.ts';
import type { BoundTag } from '../../tags/tag-sheet.ts';
import { nameOf } from '../../tags/target.ts';
import type { Fix } from '../finding.ts';
import { removalFix } from '../fixes.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';

export const tagsTooFrequent: MeasuredRule = {
  needs: 'numbers',
  name: 'tags-too-frequent',
  defaultSeverity: 'warning',
  summary: say`A tag switches faster than the coordinator reacts, so that it costs and never steers.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag, figures: { visitsPerSecond } }) => {
      const { outline, measure } = context;
      // Entering and leaving: two events a visit, each of which takes one reaction.
      if (visitsPerSecond === null || visitsPerSecond * 2 * measure.reactionSeconds <= 1) return [];
      const rate = Number(visitsPerSecond.toPrecision(3));
      const remedy = loopAround(tag, outline)
        ? say`Tag the loop around it.`
        : say`No loop around it could carry the tag instead.`;
      const reaction = formatDuration(measure.reactionSeconds);
      return [
        {
          span: tag.span,
          message: say`${nameOf(tag.target, outline)} is entered ${rate} times a second, and the coordinator takes ${reaction} to act on each entry and exit: every decision is out of date. ${remedy}`,
          fixes: [...hoisted(tag, outline), removalFix(outline, tag.span)],
        },
      ];
    }),
};

/** The tag on the loop around its entity. */
const hoisted = (tag: BoundTag, outline: SourceOutline): readonly Fix[] => {
  const around = loopAround(tag, outline);
  if (!around) return [];
  const edits = moveDirective(outline, tag.span, around.index);
  return [{ title: say`Move the tag to \`${around.name}\``, preferred: true, edits }];
};

const loopAround = ({ target }: BoundTag, outline: SourceOutline): CodeEntity | null => {
  if (target.kind === 'region') return null;
  let around = outline.entities[outline.entities[target.entity]?.parent ?? -1];
  while (around && around.kind !== 'loop') around = outline.entities[around.parent ?? -1];
  return around ?? null;
};
