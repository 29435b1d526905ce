import { contains } from '../../source/span.ts';
import { nameOf, spanOf } from '../../tags/target.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';

export const approveAcrossAwait: MeasuredRule = {
  needs: 'numbers',
  name: 'approve-across-await',
  defaultSeverity: 'warning',
  summary: 'An `approve` stays active across an `await`, while which other tasks run hot.',
  check: (context) =>
    measuredTags(context).flatMap(({ tag, figures: { hotMeanwhile } }) => {
      const { outline } = context;
      if (tag.type !== 'approve' || hotMeanwhile.length === 0) return [];
      const area = spanOf(tag.target, outline);
      if (!outline.entities.some(({ kind, span }) => kind === 'await' && contains(area, span))) return [];
      const others = hotMeanwhile.map((name) => `\`${name}\``).join(', ');
      return [
        {
          span: tag.span,
          message: `${nameOf(tag.target, outline)} waits, and while it does, ${others} may run hot under its approval. Tag ${others} \`withdraw\`.`,
          fixes: [],
        },
      ];
    }),
};
