import { expect, test } from 'vitest';
import { applyEdits } from '../../src/source/text-edit.ts';

test('insertions at one place stand in the order given, in front of what is replaced there', () => {
  const at = { start: 1, end: 1 };
  const edits = [
    { span: { start: 1, end: 2 }, newText: 'B' },
    { span: at, newText: '1' },
    { span: at, newText: '2' },
    { span: { start: 0, end: 1 }, newText: '' },
  ];
  expect(applyEdits('abc', edits)).toBe('12Bc');
});
