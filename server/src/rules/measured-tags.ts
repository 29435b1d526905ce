import type { BoundTag } from '../tags/tag-sheet.ts';
import type { TagMeasure } from './measure.ts';
import type { MeasuredContext } from './rule.ts';

export interface MeasuredTag {
  readonly tag: BoundTag;
  readonly figures: TagMeasure;
}

/** The tags whose figures are known. */
export const measuredTags = ({ sheet, measure }: MeasuredContext): readonly MeasuredTag[] =>
  sheet.tags.flatMap((tag, index) => {
    const figures = measure.tags[index];
    return figures ? [{ tag, figures }] : [];
  });
