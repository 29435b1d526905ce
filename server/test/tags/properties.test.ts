import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildOutline, OutlineCache } from '../../src/analysis/frontend/outline.ts';
import { syntaxFindings } from '../../src/rules/index.ts';
import { applyEdits } from '../../src/source/text-edit.ts';
import {
  insertTag,
  printDirective,
  readTags,
  removeDirective,
  removeTag,
  wrapInRegion,
} from '../../src/tags/index.ts';
import { anyDirective, tagDirective } from './directive-arbitrary.ts';
import { SAMPLES } from './sample-sources.ts';

const sample = fc.constantFrom(...Object.entries(SAMPLES));

describe('the text of a directive', () => {
  test('parses back to the directive it was printed from', () => {
    const decorations = fc.constantFrom(
      (body: string) => `// ${body}\nf();`,
      (body: string) => `//${body}`,
      (body: string) => `/* ${body} */`,
      (body: string) => `/** ${body} */ f();`,
      (body: string) => `/**\r\n * Prose.\r\n *   ${body}  \r\n */`,
    );
    fc.assert(
      fc.property(anyDirective, decorations, (directive, decorate) => {
        const { directives, problems } = readTags(buildOutline('a.ts', decorate(printDirective(directive))));
        expect(directives.map((parsed) => parsed.directive)).toEqual([directive]);
        const places = ['unbound-tag', 'region-without-end', 'end-without-begin'];
        expect(problems.filter(({ kind }) => !places.includes(kind))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('has a finding or acts, whatever follows the marker', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,30}$/), (body) => {
        const outline = buildOutline('a.ts', `// @migrate ${body}\nfor (;;) {}`);
        const sheet = readTags(outline);
        const { directives } = sheet;
        const findings = syntaxFindings(outline, sheet, {});
        expect(directives.length + findings.length).toBeGreaterThan(0);
        if (directives.some(({ directive }) => directive === null)) expect(findings).not.toEqual([]);
      }),
    );
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '// @migrate ',
    '/* @migrate ',
    '*/',
    'approve ',
    'withdraw begin ',
    'end x',
    'assume trips=',
    'downtime<=',
    '\n',
    '\r\n',
    '`${',
    '"',
    '{',
    '}',
    '(',
    ')',
    '<a ',
    '/>',
    '</a>',
    '=> ',
    'for (;;) ',
    'function f() ',
    'class A ',
    '@d ',
    'await x',
    '/re/',
    '\u2028',
    '\ud800',
  );
  const wildText = fc
    .array(fc.oneof({ weight: 5, arbitrary: pieces }, fc.string()), { maxLength: 60 })
    .map((parts) => parts.join(''));

  test('has an outline and a sheet whose places lie within it', () => {
    fc.assert(
      fc.property(wildText, fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'a.jsx'), (text, fileName) => {
        const outline = buildOutline(fileName, text);
        const sheet = readTags(outline);
        const { directives } = sheet;
        const findings = syntaxFindings(outline, sheet, {});
        const spans = [
          ...outline.entities,
          ...outline.lists,
          ...outline.comments,
          ...findings,
          ...directives,
        ].map(({ span }) => span);
        for (const { start, end } of spans) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
        }
        for (const { fixes } of findings) for (const { edits } of fixes) applyEdits(text, edits);
      }),
      { numRuns: 600 },
    );
  });

  test('has the same outline after any edits as when read afresh', () => {
    fc.assert(
      fc.property(
        sample,
        fc.array(fc.tuple(fc.nat(), fc.nat(12), wildText), { maxLength: 8 }),
        ([name, start], edits) => {
          const cache = new OutlineCache();
          let text = start;
          cache.outline(name, text);
          for (const [at, removed, inserted] of edits) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + inserted + text.slice(from + removed);
            expect(cache.outline(name, text)).toEqual(buildOutline(name, text));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each<readonly [string, readonly (readonly [number, number, string])[]]>([
    [
      'an error that is about the statement before it',
      [
        [113, 10, '}'],
        [92, 5, 'for (;;) '],
        [0, 0, '// @migrate '],
      ],
    ],
    [
      'errors in a module that awaits at its top level',
      [
        [0, 5, 'withdraw begin   '],
        [0, 4, '// @migrate <a function f() '],
        [152, 0, '// @migrate '],
      ],
    ],
  ])('has the same outline after edits with %s', (_, edits) => {
    const cache = new OutlineCache();
    let text = SAMPLES['literals.js'] ?? '';
    cache.outline('literals.js', text);
    for (const [from, removed, inserted] of edits) {
      text = text.slice(0, from) + inserted + text.slice(from + removed);
      expect(cache.outline('literals.js', text)).toEqual(buildOutline('literals.js', text));
    }
  });
});

describe('edits', () => {
  test('inserting a tag on any entity puts it on exactly that entity; removing it restores the text', () => {
    for (const [name, text] of Object.entries(SAMPLES)) {
      const outline = buildOutline(name, text);
      expect(outline.syntaxErrors).toEqual([]);
      for (const { index, name: entityName } of outline.entities) {
        fc.assert(
          fc.property(tagDirective, (drawn) => {
            const directive = { ...drawn, begin: false };
            const tagged = applyEdits(text, insertTag(outline, index, directive));
            const taggedOutline = buildOutline(name, tagged);
            const sheet = readTags(taggedOutline);
            expect(syntaxFindings(taggedOutline, sheet, {}), `${entityName} in\n${tagged}`).toEqual([]);
            expect(taggedOutline.entities[index]?.name).toBe(entityName);
            expect(sheet.tags).toMatchObject([
              { type: directive.type, target: { kind: 'entity', entity: index } },
            ]);
            const [tag] = sheet.tags;
            if (tag) expect(applyEdits(tagged, removeTag(taggedOutline, sheet, tag))).toBe(text);
          }),
          { numRuns: 3 },
        );
      }
    }
  });

  test('wrapping any selection gives one region around it; removing that restores the text', () => {
    fc.assert(
      fc.property(sample, fc.nat(), fc.nat(80), ([name, text], at, length) => {
        const outline = buildOutline(name, text);
        const start = at % text.length;
        const selection = { start, end: Math.min(start + length, text.length) };
        const edits = wrapInRegion(outline, selection, { type: 'approve', label: 'quiet' });
        if (edits === null) return;
        const wrapped = applyEdits(text, edits);
        const wrappedOutline = buildOutline(name, wrapped);
        const sheet = readTags(wrappedOutline);
        expect(sheet.tags, wrapped).toMatchObject([{ target: { kind: 'region', label: 'quiet' } }]);
        const [tag] = sheet.tags;
        if (tag) expect(applyEdits(wrapped, removeTag(wrappedOutline, sheet, tag))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [
      'prose beside it in a doc comment',
      '/**\n * Solves it.\n * @migrate approve\n */\nfunction f() {}',
      '/**\n * Solves it.\n */\nfunction f() {}',
    ],
    [
      'first on the opening line',
      '/** @migrate approve\n * Prose.\n */\nfunction f() {}',
      '/**\n * Prose.\n */\nfunction f() {}',
    ],
    [
      'another directive beside it',
      '// @migrate approve @migrate assume trips=5\nfor (;;) {}',
      '// @migrate assume trips=5\nfor (;;) {}',
    ],
    ['behind code', 'f(); // @migrate approve\nfor (;;) {}', 'f();\nfor (;;) {}'],
    ['on the last line', 'for (;;) {}\r\n// @migrate approve', 'for (;;) {}'],
    ['alone in the file', '// @migrate approve', ''],
  ])('removing a directive: %s', (_, before, after) => {
    const outline = buildOutline('a.ts', before);
    const [first] = readTags(outline).directives;
    expect(first && applyEdits(before, removeDirective(outline, first.span))).toBe(after);
  });
});
