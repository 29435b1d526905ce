import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { containsOffset } from '../../source/span.ts';
import { labelOccurrences, renameLabel as renameEdits } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** A region's label at its `begin` and its `end`; `null`, not an empty list, lets others highlight their own. */
export const labelHighlights = (document: OpenDocument, offset: number): DocumentHighlight[] | null => {
  const { syntax } = document;
  const found = syntax ? labelOccurrences(syntax.outline, syntax.sheet, offset) : [];
  if (found.length === 0) return null;
  return found.map((span) => ({ range: document.range(span), kind: DocumentHighlightKind.Text }));
};

/** The label that a rename would start from; `null`: none stands here. */
export const labelToRename = (document: OpenDocument, offset: number): Range | null => {
  const { syntax } = document;
  const found = syntax ? labelOccurrences(syntax.outline, syntax.sheet, offset) : [];
  const here = found.find(({ start, end }) => containsOffset({ start, end: end + 1 }, offset));
  return here ? document.range(here) : null;
};

/** `null`: the new name is no label, or none stands here. */
export const renameLabel = (
  document: OpenDocument,
  offset: number,
  newName: string,
): WorkspaceEdit | null => {
  const { syntax } = document;
  const edits = syntax && renameEdits(syntax.outline, syntax.sheet, offset, newName);
  return edits && edits.length > 0 ? workspaceEdit(document, edits) : null;
};
