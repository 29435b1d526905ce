import type { Span } from '../source/span.ts';
import type { ParsedDirective } from './directive.ts';

/** From an option's or a fact's name to its value; the directive where it holds no such setting. */
export const settingSpan = ({ words, span }: ParsedDirective, name: string, text: string): Span => {
  const option = words.findIndex(
    (word) => word.role === 'option' && text.slice(word.span.start, word.span.end) === name,
  );
  const [start, end] = [words[option]?.span.start, words[option + 2]?.span.end];
  return start === undefined || end === undefined ? span : { start, end };
};
