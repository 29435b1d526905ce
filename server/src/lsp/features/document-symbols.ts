import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { regionSymbols } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';

/** The tagged regions of the file: the language's own symbols name the code, only these have no name there. */
export const documentSymbols = (document: OpenDocument): DocumentSymbol[] => {
  const { syntax } = document;
  if (!syntax) return [];
  return regionSymbols(syntax.outline, syntax.sheet).map(({ name, detail, span, selection }) => ({
    name,
    detail,
    kind: SymbolKind.Event,
    range: document.range(span),
    selectionRange: document.range(selection),
  }));
};
