import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver-types';
import type { WordRole } from '../../tags/directive.ts';
import { directiveTokens } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';

const TYPES = ['macro', 'keyword', 'label', 'parameter', 'operator', 'number', 'function', 'string'] as const;

export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [] };

const TYPE_OF: Readonly<Record<WordRole, (typeof TYPES)[number]>> = {
  marker: 'macro',
  directive: 'keyword',
  keyword: 'keyword',
  label: 'label',
  option: 'parameter',
  operator: 'operator',
  value: 'number',
  rule: 'function',
  reason: 'string',
};

/** Colours what the parser understood, which is more than the grammar can tell. */
export const semanticTokens = (document: OpenDocument): SemanticTokens => {
  const builder = new SemanticTokensBuilder();
  const { syntax } = document;
  for (const { role, span } of syntax ? directiveTokens(syntax.sheet) : []) {
    const { start } = document.range(span);
    builder.push(start.line, start.character, span.end - span.start, TYPES.indexOf(TYPE_OF[role]), 0);
  }
  return builder.build();
};
