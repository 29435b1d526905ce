import { formatDuration, say } from '@migration-tags/simulator';
import { moveDirective } from '../../tags/edits/move-directive.ts';
import type { BoundTag } from '../../tags/tag-sheet.ts';
import { nameOf } from '../../tags/target.ts';
import type { Fix } from '../finding.ts';
import { endsBeforeMigration } from '../measure.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredContext, MeasuredRule } from '../rule.ts';
import { durationUpTo } from '../wording.ts';

export const entityTooShort: MeasuredRule = {
  needs: 'numbers',
  name: 'entity-too-short',
  defaultSeverity: 'warning',
  summary: say`An approved code entity ends before a migration that starts in it can.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag, figures: { profile, neededSeconds, pays } }) => {
      const lasts = profile.durationSeconds;
      if (tag.type !== 'approve' || lasts === null || neededSeconds === null) return [];
      const { reactionSeconds } = context.measure;
      // One that ends later, in code that is quiet or barred, may still be the better for its start.
      if (!endsBeforeMigration(lasts, neededSeconds, reactionSeconds) || pays) return [];
      const name = nameOf(tag.target, context.outline);
      return [
        {
          span: tag.span,
          message: say`${name} lasts ${durationUpTo(lasts)}; a migration that starts here needs ${formatDuration(neededSeconds + reactionSeconds)} and ends in whatever runs next. Approve a longer stretch around it.`,
          fixes: widened(tag, context),
        },
      ];
    }),
};

/** The tag on the nearest quiet entity around. */
const widened = ({ target, span }: BoundTag, { outline, measure }: MeasuredContext): readonly Fix[] => {
  if (target.kind === 'region') return [];
  let around = outline.entities[outline.entities[target.entity]?.parent ?? -1];
  while (around && !measure.quietWindows[around.index]) around = outline.entities[around.parent ?? -1];
  if (!around) return [];
  const edits = moveDirective(outline, span, around.index);
  return [{ title: say`Move the tag to \`${around.name}\`, which is quiet too`, preferred: false, edits }];
};
