import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { TextEdit } from '../../source/text-edit.ts';
import type { OpenDocument } from '../documents/open-document.ts';

export const workspaceEdit = (document: OpenDocument, edits: readonly TextEdit[]): WorkspaceEdit => ({
  changes: {
    [document.uri]: edits.map(({ span, newText }) => ({ range: document.range(span), newText })),
  },
});
