import { formatDuration } from '@migration-tags/simulator';
import { nameOf } from '../../tags/target.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';

export const entityTooShort: MeasuredRule = {
  needs: 'numbers',
  name: 'entity-too-short',
  defaultSeverity: 'warning',
  summary: 'An approved code entity ends before a migration that starts in it can.',
  check: (context) =>
    measuredTags(context).flatMap(({ tag, figures: { profile, neededSeconds } }) => {
      const lasts = profile.durationSeconds;
      if (tag.type !== 'approve' || lasts === null || neededSeconds === null) return [];
      const needed = neededSeconds + context.measure.reactionSeconds;
      if (lasts.high >= needed) return [];
      const name = nameOf(tag.target, context.outline);
      return [
        {
          span: tag.span,
          message: `${name} lasts ${formatDuration(lasts.likely)}, at most ${formatDuration(lasts.high)}; a migration that starts here needs ${formatDuration(needed)} and ends in whatever runs next. Approve a longer stretch around it.`,
          fixes: [],
        },
      ];
    }),
};
