import type { Comment, ItemList } from '../../source/outline.ts';
import type { Span } from '../../source/span.ts';

/**
 * Every comment of a text, given the literals in which `//` and `/*` mean nothing: strings, templates, regular
 * expressions, JSX text. Cheaper by far than asking the compiler for the trivia around every token.
 */
export const findComments = (
  text: string,
  literals: readonly Span[],
  lists: readonly ItemList[],
): readonly Comment[] => {
  const comments: Comment[] = [];
  const listAt = innermostListFinder(lists);
  const opening = /\/[/*]/g;
  opening.lastIndex = shebangLength(text);
  let literal = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index;
    while ((literals[literal]?.end ?? Infinity) <= start) literal++;
    const around = literals[literal];
    if (around && around.start <= start) {
      opening.lastIndex = around.end;
      continue;
    }
    const kind = match[0] === '//' ? 'line' : 'block';
    const end = kind === 'line' ? lineEnd(text, start) : blockEnd(text, start);
    comments.push({ kind, span: { start, end }, list: listAt(start) });
    opening.lastIndex = end;
  }
  return comments;
};

const shebangLength = (text: string): number => /^#!.*/.exec(text)?.[0].length ?? 0;

const lineEnd = (text: string, from: number): number => {
  const lineBreak = /[\n\r\u2028\u2029]/g;
  lineBreak.lastIndex = from;
  return lineBreak.exec(text)?.index ?? text.length;
};

const blockEnd = (text: string, from: number): number => {
  const close = text.indexOf('*/', from + 2);
  return close < 0 ? text.length : close + 2;
};

/** Answers for ascending offsets only. Lists nest and stand in document order, so those around an offset form a stack. */
const innermostListFinder = (lists: readonly ItemList[]): ((offset: number) => number) => {
  const open: ItemList[] = [];
  let next = 0;
  return (offset) => {
    for (let list = lists[next]; list && list.span.start <= offset; list = lists[++next]) {
      while (open.length > 0 && (open.at(-1)?.span.end ?? 0) <= list.span.start) open.pop();
      open.push(list);
    }
    while (open.length > 1 && (open.at(-1)?.span.end ?? 0) <= offset) open.pop();
    return open.at(-1)?.index ?? 0;
  };
};
