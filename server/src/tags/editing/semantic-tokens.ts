import type { DirectiveWord } from '../directive.ts';
import type { TagSheet } from '../tag-sheet.ts';

/** The words of all directives with their roles, in document order, none over another: a reason counts as one word. */
export const directiveTokens = ({ directives }: TagSheet): readonly DirectiveWord[] =>
  directives.flatMap(({ words }) => words).sort((a, b) => a.span.start - b.span.start);
