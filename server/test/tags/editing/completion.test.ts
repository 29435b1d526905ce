import { inEnglish } from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildOutline } from '../../../src/analysis/frontend/outline.ts';
import { RULES } from '../../../src/rules/index.ts';
import { applyEdits } from '../../../src/source/text-edit.ts';
import { completionsAt, signatureAt, wordDocsAt } from '../../../src/tags/editing/index.ts';
import { readTags } from '../../../src/tags/index.ts';
import { atCursor } from './at-cursor.ts';

const labels = (marked: string): readonly string[] => {
  const { outline, sheet, offset } = atCursor(marked);
  return completionsAt(outline, sheet, offset).map(({ label }) => label);
};

/** The text once the completion of that label is taken. */
const completed = (marked: string, label: string): string => {
  const { outline, sheet, offset, text } = atCursor(marked);
  const item = completionsAt(outline, sheet, offset).find((completion) => completion.label === label);
  return item ? applyEdits(text, [{ span: item.replaces, newText: item.insertText }]) : 'not offered';
};

describe('completion in a comment', () => {
  test.each([
    ['the marker', '// @|', ['@migrate']],
    ['the marker, half typed', '/** @mig| */', ['@migrate']],
    ['the directives', '// @migrate |', ['approve', 'withdraw', 'end', 'assume', 'ignore']],
    [
      'the directives of a second one',
      '// @migrate approve @migrate |',
      ['approve', 'withdraw', 'end', 'assume', 'ignore'],
    ],
    ['the options of a tag', '// @migrate approve |', ['begin', 'downtime<=', 'because=']],
    ['those not given yet', '// @migrate approve downtime<=5ms |', ['because=']],
    ['the claims', '// @migrate approve because=|', ['range', 'frequency']],
    ['the units of a duration', '// @migrate approve downtime<=50|', ['50us', '50ms', '50s', '50min', '50h']],
    ['the facts', '// @migrate assume trips=5 |', ['duration', 'range', 'rate', 'size', 'calls']],
    ['the units of a rate of calls', '// @migrate assume calls=20|', ['20/s', '20/min', '20/h']],
    [
      'labels of open regions',
      '// @migrate approve begin a\n// @migrate withdraw begin b\n// @migrate end a\nf();\n// @migrate end |',
      ['b'],
    ],
    ['the rules', '// @migrate ignore |', RULES.map(({ name }) => name)],
    ['nothing in a reason', '// @migrate ignore hot-approve |', []],
    ['nothing in prose', '// see @migrate |', []],
    ['nothing in code', 'const x = |1;', []],
    ['nothing in a string', '"// @migrate |"', []],
  ])('offers %s', (_, marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });
  test('works inside a doc comment', () => {
    expect(labels('/**\n * Prose.\n * @migrate with|\n */')).toContain('withdraw');
  });
  test('replaces the whole word at the cursor', () => {
    expect(completed('// @migrate ap|rove because=range', 'approve')).toBe(
      '// @migrate approve because=range',
    );
    expect(completed('/* @migrate approve downtime<=50|m */', '50ms')).toBe(
      '/* @migrate approve downtime<=50ms */',
    );
    expect(completed('/** @mi|*/', '@migrate')).toBe('/** @migrate */');
  });
  test('never throws, and replaces only what stands around the cursor', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~\n]{0,40}$/), fc.nat(), (tail, at) => {
        const text = `/* @migrate ${tail}`;
        const offset = at % (text.length + 1);
        const outline = buildOutline('a.ts', text);
        for (const { replaces } of completionsAt(outline, readTags(outline), offset)) {
          expect(replaces.start <= offset && offset <= replaces.end && replaces.end <= text.length).toBe(
            true,
          );
        }
        signatureAt(outline, offset);
      }),
    );
  });
});

describe('the signature of a directive', () => {
  const signature = (marked: string) => {
    const { outline, offset } = atCursor(marked);
    const found = signatureAt(outline, offset);
    return found && [found.label, found.parameters[found.activeParameter ?? -1]?.label ?? null];
  };
  const tag = '@migrate approve [begin] [label] [downtime<=DURATION] [because=range|frequency]';
  test.each([
    ['// @migrate approve |', [tag, '[begin]']],
    ['// @migrate approve begin |', [tag, '[label]']],
    ['// @migrate approve begin x because=|', [tag, '[because=range|frequency]']],
    ['// @migrate ignore hot-approve |', ['@migrate ignore RULE reason', 'reason']],
    ['// @migrate end |', ['@migrate end [label]', '[label]']],
    ['// @migrate |', null],
    ['f(|)', null],
  ])('%s', (marked, expected) => {
    expect(signature(marked)).toEqual(expected);
  });
});

describe('the meaning of a word', () => {
  const docs = (marked: string) => {
    const { text, sheet, offset } = atCursor(marked);
    const documentation = wordDocsAt(text, sheet, offset)?.documentation;
    return documentation ? inEnglish(documentation) : null;
  };
  test('is told for the words of the language and for no others', () => {
    expect(docs('// @migrate |approve')).toContain('approves a pending live migration');
    expect(docs('// @migrate approve |begin label')).toContain('Opens a region');
    expect(docs('// @migrate approve down|time<=5ms')).toContain('contract');
    expect(docs('// @migrate approve because=|range')).toContain('few distinct pages');
    expect(docs('// @migrate assume |trips=5')).toContain('How often');
    expect(docs('// @migrate approve |label')).toBe(null);
  });
});
