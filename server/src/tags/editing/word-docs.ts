import type { Message } from '@migration-tags/simulator';
import type { Span } from '../../source/span.ts';
import type { WordRole } from '../directive.ts';
import type { TagSheet } from '../tag-sheet.ts';
import {
  BECAUSE,
  BEGIN_DOCS,
  DIRECTIVES,
  FACTS,
  isBecause,
  isDirectiveName,
  isFactName,
  isOptionName,
  OPTIONS,
} from '../vocabulary.ts';

/** What the word of a directive at an offset means; `null` where there is nothing to say. */
export const wordDocsAt = (
  text: string,
  { directives }: TagSheet,
  offset: number,
): { readonly span: Span; readonly documentation: Message } | null => {
  const word = directives
    .flatMap(({ words }) => words)
    .find(({ span }) => span.start <= offset && offset < span.end);
  if (!word) return null;
  const documentation = docsOf(word.role, text.slice(word.span.start, word.span.end));
  return documentation === null ? null : { span: word.span, documentation };
};

const docsOf = (role: WordRole, word: string): Message | null => {
  if (role === 'directive') return isDirectiveName(word) ? DIRECTIVES[word] : null;
  if (role === 'keyword') return BEGIN_DOCS;
  if (role === 'option')
    return isFactName(word) ? FACTS[word].docs : isOptionName(word) ? OPTIONS[word].docs : null;
  return role === 'value' && isBecause(word) ? BECAUSE[word] : null;
};
