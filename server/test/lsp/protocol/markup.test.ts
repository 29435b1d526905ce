import { expect, test } from 'vitest';
import { markup } from '../../../src/lsp/protocol/markup.ts';

const MARKDOWN = [
  '**solve** — low range *(updating)*',
  '**Range** 1 MiB · **Lasts** 2 s (1 s … 3 s)',
  'Why:\n- `rows\\_of` \\| 2 \\* 3',
].join('\n\n');

test('Markdown goes to a client that shows it', () => {
  expect(markup(MARKDOWN, true)).toEqual({ kind: 'markdown', value: MARKDOWN });
});

test('a client that does not gets the same words, without marks and with what was escaped', () => {
  expect(markup(MARKDOWN, false)).toEqual({
    kind: 'plaintext',
    value: 'solve — low range (updating)\n\nRange 1 MiB · Lasts 2 s (1 s … 3 s)\n\nWhy:\n- rows_of | 2 * 3',
  });
});
