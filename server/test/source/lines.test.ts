import { describe, expect, test } from 'vitest';
import {
  indentationAt,
  isAloneOnItsLines,
  lineBreakAt,
  lineEnd,
  lineNumber,
  lineStart,
  nextLineStart,
} from '../../src/source/lines.ts';

const TEXT = 'one\r\n\t two\rthree\nfour';

describe('lines end in any of the three breaks', () => {
  const two = TEXT.indexOf('two');
  test('bounds', () => {
    expect(TEXT.slice(lineStart(TEXT, two), lineEnd(TEXT, two))).toBe('\t two');
    expect(TEXT.slice(nextLineStart(TEXT, two))).toBe('three\nfour');
    expect(nextLineStart(TEXT, 0)).toBe(5);
    expect(nextLineStart(TEXT, TEXT.length)).toBe(TEXT.length);
  });
  test('a byte order mark stands before the first', () => {
    expect([0, 1, 3].map((offset) => lineStart('\ufeffone', offset))).toEqual([0, 1, 1]);
    expect(isAloneOnItsLines('\ufeffone\n', { start: 1, end: 4 })).toBe(true);
  });
  test('numbers count from one', () => {
    expect([0, two, TEXT.indexOf('three'), TEXT.length].map((offset) => lineNumber(TEXT, offset))).toEqual([
      1, 2, 3, 4,
    ]);
  });
  test('indentation is that before the offset', () => {
    expect(indentationAt(TEXT, two)).toBe('\t ');
    expect(indentationAt(TEXT, TEXT.length)).toBe('');
  });
  test('the break in use is the line’s own, else the first of the file', () => {
    expect([0, two, TEXT.indexOf('three'), TEXT.length].map((offset) => lineBreakAt(TEXT, offset))).toEqual([
      '\r\n',
      '\r',
      '\n',
      '\r\n',
    ]);
    expect(lineBreakAt('', 0)).toBe('\n');
  });
  test('alone means that only blanks are beside it', () => {
    expect(isAloneOnItsLines(TEXT, { start: two, end: two + 3 })).toBe(true);
    expect(isAloneOnItsLines(TEXT, { start: two, end: two + 2 })).toBe(false);
  });
});
