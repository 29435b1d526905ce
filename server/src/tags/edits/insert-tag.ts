import type { TagType } from '@migration-tags/simulator';
import { indentationAt, lineBreakAt, startsLine } from '../../source/lines.ts';
import type { ItemList, SourceOutline } from '../../source/outline.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import type { Directive } from '../directive.ts';
import { printDirective } from '../directive-printer.ts';

/** Puts a directive on a code entity: see `insertDirectiveText`. */
export const insertTag = (
  outline: SourceOutline,
  entity: number,
  directive: Extract<Directive, { kind: 'tag' | 'assume' | 'ignore' }>,
): readonly TextEdit[] => insertDirectiveText(outline, entity, printDirective(directive));

/** A tag without label, contract or claim. */
export const insertPlainTag = (outline: SourceOutline, entity: number, tag: TagType): readonly TextEdit[] =>
  insertTag(outline, entity, {
    kind: 'tag',
    type: tag,
    begin: false,
    label: null,
    downtimeSeconds: null,
    because: null,
  });

/**
 * Puts a directive on a code entity: in a line comment of its own above the entity's statement or member, below its doc
 * comment and above its decorators; in a block comment in front of it where it shares its line with other code.
 */
export const insertDirectiveText = (
  outline: SourceOutline,
  entity: number,
  body: string,
): readonly TextEdit[] => {
  const { text } = outline;
  const place = placeFor(outline, entity);
  if (place === null) return [];
  const { offset, list } = place;
  const span = { start: offset, end: offset };
  const asBlock = isJsxContent(text, list) ? `{/* ${body} */}` : `/* ${body} */`;
  if (list === null || !startsLine(text, offset)) return [{ span, newText: `${asBlock} ` }];
  const comment = isJsxContent(text, list) ? asBlock : `// ${body}`;
  return [{ span, newText: comment + lineBreakAt(text, offset) + indentationAt(text, offset) }];
};

/** In front of the outermost item that binds to the entity, or of the entity itself when none does. */
const placeFor = (
  outline: SourceOutline,
  index: number,
): { readonly offset: number; readonly list: ItemList | null } | null => {
  for (const list of outline.lists) {
    const item = list.items.find(({ entity }) => entity === index);
    if (item) return { offset: item.span.start, list };
  }
  const entity = outline.entities[index];
  return entity ? { offset: entity.span.start, list: null } : null;
};

/** Between JSX tags, a comment needs braces. */
const isJsxContent = (text: string, list: ItemList | null): boolean =>
  list?.kind === 'elements' && text[list.span.start - 1] === '>';
