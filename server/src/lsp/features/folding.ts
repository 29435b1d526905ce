import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { regionSymbols } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';

/** Tagged regions fold from their `begin` to their `end`. */
export const foldingRanges = (document: OpenDocument): FoldingRange[] => {
  const { syntax } = document;
  if (!syntax) return [];
  return regionSymbols(syntax.outline, syntax.sheet).flatMap(({ span }) => {
    const { start, end } = document.range(span);
    const fold = { startLine: start.line, endLine: end.line, kind: FoldingRangeKind.Region };
    return start.line < end.line ? [fold] : [];
  });
};
