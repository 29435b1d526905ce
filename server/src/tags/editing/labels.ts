import type { SourceOutline } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import type { ParsedDirective } from '../directive.ts';
import { endOfRegion } from '../region-end.ts';
import type { TagSheet } from '../tag-sheet.ts';
import { isLabel } from '../vocabulary.ts';

/** Where the label at an offset stands: at the `begin` and the `end` of its region, or at one tag alone. */
export const labelOccurrences = (
  outline: SourceOutline,
  sheet: TagSheet,
  offset: number,
): readonly Span[] => {
  const here = sheet.directives.find((directive) => {
    const label = labelOf(directive);
    return label !== null && label.start <= offset && offset <= label.end;
  });
  if (!here) return [];
  const pair = regionPairs(outline, sheet).find((directives) => directives.includes(here));
  return (pair ?? [here]).flatMap((directive) => labelOf(directive) ?? []);
};

/** The edits that rename it; `null` for a new name that is no label. */
export const renameLabel = (
  outline: SourceOutline,
  sheet: TagSheet,
  offset: number,
  newName: string,
): readonly TextEdit[] | null =>
  isLabel(newName)
    ? labelOccurrences(outline, sheet, offset).map((span) => ({ span, newText: newName }))
    : null;

const labelOf = ({ words }: ParsedDirective): Span | null =>
  words.find(({ role }) => role === 'label')?.span ?? null;

const regionPairs = (outline: SourceOutline, sheet: TagSheet): readonly (readonly ParsedDirective[])[] =>
  sheet.tags.flatMap(({ target, span }) => {
    if (target.kind === 'entity') return [];
    const begin = sheet.directives.find((directive) => directive.span.start === span.start);
    const end = endOfRegion(outline, sheet, target);
    return begin && end ? [[begin, end]] : [];
  });
