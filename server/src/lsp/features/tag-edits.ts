import type { TagType } from '@migration-tags/simulator';
import type { Position, WorkspaceEdit } from 'vscode-languageserver-types';
import type { CodeEntity, SourceOutline } from '../../source/outline.ts';
import { containsOffset, type Span } from '../../source/span.ts';
import type { TextEdit } from '../../source/text-edit.ts';
import { type BoundTag, insertPlainTag, removeTag, wrapInRegion } from '../../tags/index.ts';
import type { OpenDocument, Syntax } from '../documents/open-document.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** A tag without label, contract or claim: on the innermost entity around a position, or around the statements up to `end`. */
export const addTagEdit = (
  document: OpenDocument,
  { position, end }: { readonly position: Position; readonly end: Position | undefined },
  tag: TagType,
): WorkspaceEdit | null => {
  const outline = document.syntax?.outline;
  if (!outline) return null;
  if (end) {
    const statements = document.span({ start: position, end });
    return nonEmpty(document, wrapInPlainRegion(outline, statements, tag) ?? []);
  }
  const entity = entityAround(outline, document.offset(position));
  return entity ? nonEmpty(document, insertPlainTag(outline, entity.index, tag)) : null;
};

/** Takes out the tag under the offset, else that of the innermost tagged entity or region around it. */
export const removeTagEdit = (document: OpenDocument, offset: number): WorkspaceEdit | null => {
  const { syntax } = document;
  const tag = syntax && tagAround(syntax, offset);
  return tag ? nonEmpty(document, removeTag(syntax.outline, syntax.sheet, tag)) : null;
};

export const wrapInPlainRegion = (
  outline: SourceOutline,
  range: Span,
  tag: TagType,
): readonly TextEdit[] | null => wrapInRegion(outline, range, { type: tag, label: null });

/** Entities stand outer before inner, so the last that holds the offset is the innermost. */
const entityAround = ({ entities }: SourceOutline, offset: number): CodeEntity | undefined =>
  entities.findLast(({ span }) => containsOffset(span, offset));

const tagAround = ({ outline, sheet }: Syntax, offset: number): BoundTag | undefined => {
  const extent = ({ target }: BoundTag): Span | undefined =>
    target.kind === 'region' ? target.span : outline.entities[target.entity]?.span;
  const around = sheet.tags
    .filter((tag) => containsOffset(extent(tag) ?? tag.span, offset))
    .sort((a, b) => (extent(b)?.start ?? 0) - (extent(a)?.start ?? 0));
  return sheet.tags.find(({ span }) => containsOffset(span, offset)) ?? around[0];
};

const nonEmpty = (document: OpenDocument, edits: readonly TextEdit[]): WorkspaceEdit | null =>
  edits.length === 0 ? null : workspaceEdit(document, edits);
