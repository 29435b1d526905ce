import type { Translate } from '@migration-tags/simulator';
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-types';
import { type Completion, completionsAt } from '../../tags/editing/index.ts';
import type { OpenDocument } from '../documents/open-document.ts';
import { markup } from '../protocol/markup.ts';

/** Characters after which a directive goes on in a way worth offering. */
export const COMPLETION_TRIGGERS = ['@', ' ', '='] as const;

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  marker: CompletionItemKind.Keyword,
  directive: CompletionItemKind.Keyword,
  keyword: CompletionItemKind.Keyword,
  option: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  unit: CompletionItemKind.Unit,
  label: CompletionItemKind.Reference,
  rule: CompletionItemKind.Constant,
};

/** What may be written at a place of a directive; nothing outside comments. */
export const completions = (
  document: OpenDocument,
  offset: number,
  client: { readonly snippets: boolean; readonly markdown: boolean; readonly translate: Translate },
): CompletionItem[] => {
  const { syntax } = document;
  const offers = syntax ? completionsAt(syntax.outline, syntax.sheet, offset) : [];
  return offers.map(({ kind, label, insertText, isSnippet, replaces, documentation }, index) => ({
    label,
    kind: KINDS[kind],
    // Editors sort by text otherwise.
    sortText: String(index).padStart(3, '0'),
    filterText: label,
    insertTextFormat: isSnippet && client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: document.range(replaces),
      newText: client.snippets || !isSnippet ? insertText : beforePlaceholder(insertText),
    },
    documentation: markup(client.translate(documentation), client.markdown),
  }));
};

/** Of a snippet: what is left to type is left out. */
const beforePlaceholder = (snippet: string): string => snippet.replace(/\$\{.*$/s, '');
