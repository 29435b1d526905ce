import { say } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import { contains } from '../../source/span.ts';
import { insertPlainTag } from '../../tags/edits/insert-tag.ts';
import { nameOf, spanOf } from '../../tags/target.ts';
import type { Fix } from '../finding.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';

export const approveAcrossAwait: MeasuredRule = {
  needs: 'numbers',
  name: 'approve-across-await',
  defaultSeverity: 'warning',
  summary: say`An \`approve\` stays active across an \`await\`, while which other tasks run hot.`,
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
          message: say`${nameOf(tag.target, outline)} waits, and while it does, ${others} may run hot under its approval. Tag ${others} \`withdraw\`.`,
          fixes: withdrawFixes(outline, hotMeanwhile),
        },
      ];
    }),
};

/** Only where each name tells one entity of this file: others may run elsewhere. */
const withdrawFixes = (outline: SourceOutline, names: readonly string[]): readonly Fix[] => {
  const edits = names.map((name) => {
    const [entity, other] = outline.entities.filter((one) => one.name === name);
    return entity && !other ? insertPlainTag(outline, entity.index, 'withdraw') : [];
  });
  if (edits.some((own) => own.length === 0)) return [];
  const title = say`Tag ${names.map((name) => `\`${name}\``).join(', ')} \`withdraw\``;
  return [{ title, preferred: false, edits: edits.flat() }];
};
