import { expect, test } from 'vitest';
import { wrapped } from '../../src/cli/output/print.ts';

test('breaks between words, later lines indented', () => {
  expect(wrapped('one two three four', 9, '  ')).toEqual(['one two', '  three', '  four']);
});

test('keeps the indent that a text has', () => {
  expect(wrapped('  one two', 7, '    ')).toEqual(['  one', '    two']);
});

test('keeps code and a number with its unit together', () => {
  expect(wrapped('run `npm run editor` for 20 ms', 18)).toEqual(['run', '`npm run editor`', 'for 20 ms']);
  expect(wrapped('lasts up to 197 ms.', 15)).toEqual(['lasts up to', '197 ms.']);
});
