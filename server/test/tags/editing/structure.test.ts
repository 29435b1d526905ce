import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/source/text-edit.ts';
import {
  directiveTokens,
  labelOccurrences,
  regionSymbols,
  renameLabel,
} from '../../../src/tags/editing/index.ts';
import { atCursor } from './at-cursor.ts';

const REGIONS = `function run() {
  // @migrate approve begin save
  a();
  // @migrate withdraw begin
  b();
  // @migrate end
  // @migrate end save
}
// @migrate approve begin save
c();
// @migrate end save
`;

describe('labels', () => {
  test('occur at both ends of their own region', () => {
    const { outline, sheet, text } = atCursor(`|${REGIONS}`);
    const lines = labelOccurrences(outline, sheet, text.indexOf('save')).map(
      ({ start }) => text.slice(0, start).split('\n').length,
    );
    expect(lines).toEqual([2, 7]);
  });
  test('are renamed there and nowhere else', () => {
    const { outline, sheet, text } = atCursor(`|${REGIONS}`);
    const edits = renameLabel(outline, sheet, text.lastIndexOf('save'), 'flush');
    expect(applyEdits(text, edits ?? [])).toBe(
      text.slice(0, text.lastIndexOf('// @migrate approve')) +
        '// @migrate approve begin flush\nc();\n// @migrate end flush\n',
    );
  });
  test('cannot be given a name that is no label', () => {
    const { outline, sheet, offset } = atCursor('// @migrate approve sa|ve\nfor (;;) {}');
    for (const name of ['', 'two words', 'begin', 'approve', '9lives', 'a*/']) {
      expect(renameLabel(outline, sheet, offset, name)).toBe(null);
    }
  });
  test('are found on a label only', () => {
    const { outline, sheet, offset } = atCursor('// @migrate app|rove save\nfor (;;) {}');
    expect(labelOccurrences(outline, sheet, offset)).toEqual([]);
  });
});

test('regions fold and appear in the document’s outline, with what they stand in', () => {
  const { outline, sheet, text } = atCursor(`|${REGIONS}`);
  const seen = regionSymbols(outline, sheet).map(({ name, detail, span, selection, parent }) => [
    name,
    detail,
    text.slice(span.start, span.end).split('\n').length,
    text.slice(selection.start, selection.end),
    parent === null ? null : outline.entities[parent]?.name,
  ]);
  expect(seen).toEqual([
    ['save', '@migrate approve', 6, '@migrate approve begin save', 'run'],
    ['withdraw', '@migrate withdraw', 3, '@migrate withdraw begin', 'run'],
    ['save', '@migrate approve', 3, '@migrate approve begin save', null],
  ]);
});

test('every word of a directive has a role', () => {
  const { sheet, text } = atCursor(
    '|// @migrate approve begin save downtime<=50ms\n/* @migrate ignore hot-approve it is brief */ f();',
  );
  const tokens = directiveTokens(sheet).map(
    ({ role, span }) => `${role} ${text.slice(span.start, span.end)}`,
  );
  expect(tokens).toEqual([
    'marker @migrate',
    'directive approve',
    'keyword begin',
    'label save',
    'option downtime',
    'operator <=',
    'value 50ms',
    'marker @migrate',
    'directive ignore',
    'rule hot-approve',
    'reason it is brief',
  ]);
});
