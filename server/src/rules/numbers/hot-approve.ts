import { say } from '@migration-tags/simulator';
import type { SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import { moveDirective } from '../../tags/edits/move-directive.ts';
import type { BoundTag } from '../../tags/tag-sheet.ts';
import { nameOf, spanOf } from '../../tags/target.ts';
import type { Fix } from '../finding.ts';
import { removalFix } from '../fixes.ts';
import type { FileMeasure } from '../measure.ts';
import { measuredTags } from '../measured-tags.ts';
import type { MeasuredRule } from '../rule.ts';
import { budgetOf, writesOf } from '../wording.ts';

export const hotApprove: MeasuredRule = {
  needs: 'numbers',
  name: 'hot-approve',
  defaultSeverity: 'warning',
  summary: say`An \`approve\` stands on code that writes too much, too fast for a short downtime.`,
  check: (context) =>
    measuredTags(context).flatMap(({ tag, figures }) => {
      if (tag.type !== 'approve' || figures.verdict !== 'hot') return [];
      const { outline, measure } = context;
      const name = nameOf(tag.target, outline);
      return [
        {
          span: tag.span,
          message: say`${name} is hot: it ${writesOf(figures.profile)}, more than ${budgetOf(measure)}. A migration approved here copies in vain or stops the service long.`,
          fixes: [
            ...narrowed(tag, outline, measure),
            ...withdrawn(tag, outline),
            removalFix(outline, tag.span),
          ],
        },
      ];
    }),
};

/** The tag on the first quiet entity inside, if there is one. */
const narrowed = (tag: BoundTag, outline: SourceOutline, { quietWindows }: FileMeasure): readonly Fix[] => {
  if (tag.target.kind === 'region') return [];
  const around = spanOf(tag.target, outline);
  const quiet = outline.entities.find(({ index, span }) => isInside(around, span) && quietWindows[index]);
  if (!quiet) return [];
  const title = say`Move \`approve\` to \`${quiet.name}\`, which is quiet`;
  return [{ title, preferred: true, edits: moveDirective(outline, tag.span, quiet.index) }];
};

const isInside = (outer: Span, inner: Span): boolean =>
  contains(outer, inner) && (outer.start !== inner.start || outer.end !== inner.end);

const withdrawn = (tag: BoundTag, { text }: SourceOutline): readonly Fix[] => {
  const start = text.indexOf('approve', tag.span.start);
  if (start < 0 || start >= tag.span.end) return [];
  const edits = [{ span: { start, end: start + 'approve'.length }, newText: 'withdraw' }];
  return [{ title: say`Change to \`withdraw\``, preferred: false, edits }];
};
