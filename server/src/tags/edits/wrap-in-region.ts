import type { TagType } from '@migration-tags/simulator';
import { indentationAt, lineBreakAt, lineEnd, startsLine } from '../../source/lines.ts';
import type { ItemList, ListItem, SourceOutline } from '../../source/outline.ts';
import { contains, type Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import { printDirective } from '../directive-printer.ts';

/**
 * Puts the statements that a selection touches into a region. `null` when it touches none, or statements of several
 * blocks without a common one.
 */
export const wrapInRegion = (
  outline: SourceOutline,
  selection: Span,
  tag: { readonly type: TagType; readonly label: string | null },
): readonly TextEdit[] | null => {
  const { text } = outline;
  const range = touchedItems(outline, selection);
  if (range === null) return null;
  const begin = printDirective({
    kind: 'tag',
    ...tag,
    begin: true,
    downtimeSeconds: null,
    because: null,
  });
  return [insertBefore(text, range.first.span.start, begin), endAfter(text, range.last.span.end, tag.label)];
};

/** An `end` directive behind the statement that ends at an offset. */
export const endAfter = (text: string, offset: number, label: string | null): TextEdit => {
  const end = printDirective({ kind: 'end', label });
  const lineStop = lineEnd(text, offset);
  const restIsComment = /^\s*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/\s*)?$/.test(text.slice(offset, lineStop));
  return restIsComment
    ? insertion(lineStop, `${lineBreakAt(text, offset)}${indentationAt(text, lineStop)}// ${end}`)
    : insertion(offset, ` /* ${end} */`);
};

/** A directive in front of the statement that starts at an offset. */
export const insertBefore = (text: string, offset: number, directive: string): TextEdit =>
  startsLine(text, offset)
    ? insertion(offset, `// ${directive}${lineBreakAt(text, offset)}${indentationAt(text, offset)}`)
    : insertion(offset, `/* ${directive} */ `);

const insertion = (offset: number, newText: string): TextEdit => ({
  span: { start: offset, end: offset },
  newText,
});

const touchedItems = (
  { lists }: SourceOutline,
  selection: Span,
): { readonly first: ListItem; readonly last: ListItem } | null => {
  const inside = (list: ItemList): boolean => list.kind === 'statements' && contains(list.span, selection);
  const touched = lists.findLast(inside)?.items.filter(({ span }) => touches(span, selection)) ?? [];
  const [first, last] = [touched[0], touched.at(-1)];
  return first && last ? { first, last } : null;
};

/** An empty selection touches the statement it stands in or beside. */
const touches = (item: Span, selection: Span): boolean =>
  selection.start === selection.end
    ? item.start <= selection.start && selection.start <= item.end
    : item.start < selection.end && selection.start < item.end;
