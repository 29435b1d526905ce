import type { Span } from './span.ts';

/** Index of the first of some spanned things, in document order, that starts at or behind an offset; their number if none does. */
export const firstAtOrBehind = (ordered: readonly { readonly span: Span }[], offset: number): number => {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle]?.span.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
