import type { JsonPosition } from './preview-document.ts';

/** Turns offsets of one text into LSP positions: lines and UTF-16 characters from 0; `\n`, `\r\n` and `\r` end a line. */
export const lineIndex = (text: string): ((offset: number) => JsonPosition) => {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    const within = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: within - (starts[low] ?? 0) };
  };
};
