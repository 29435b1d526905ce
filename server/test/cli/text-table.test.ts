import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textTable } from '../../src/cli/output/text-table.ts';

const columns = [
  { title: 'Name', align: 'left', elastic: true },
  { title: 'Size', align: 'right' },
] as const;

test('columns line up, numbers to the right', () => {
  expect(
    textTable(
      columns,
      [
        ['solve', '12 MiB'],
        ['wait', '4 KiB'],
      ],
      80,
    ),
  ).toEqual(['Name     Size', 'solve  12 MiB', 'wait    4 KiB']);
});

test('a name too long for the width is cut, a number never', () => {
  expect(textTable(columns, [['aVeryLongFunctionName', '12 MiB']], 24)).toEqual([
    'Name                Size',
    'aVeryLongFuncti…  12 MiB',
  ]);
});

test('no line is longer than the width asked for', () => {
  const names = fc.array(fc.string({ maxLength: 200, unit: 'grapheme-ascii' }), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.integer({ min: 30, max: 120 }), (cells, width) => {
      for (const line of textTable(
        columns,
        cells.map((cell) => [cell, '1 MiB']),
        width,
      )) {
        expect(line.length).toBeLessThanOrEqual(width);
      }
    }),
  );
});
