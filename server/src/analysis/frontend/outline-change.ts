import type { ts } from 'ts-morph';

/** The smallest single replacement that turns one text into the other. */
export const changeBetween = (before: string, after: string): ts.TextChangeRange => {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return {
    span: { start, length: before.length - tail - start },
    newLength: after.length - tail - start,
  };
};
