import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildOutline, OutlineCache } from '../../src/analysis/frontend/outline.ts';
import { changeBetween } from '../../src/analysis/frontend/outline-change.ts';
import { afterEdit } from '../../src/analysis/frontend/outline-edit.ts';
import { walkStatement } from '../../src/analysis/frontend/outline-walk.ts';
import { parse } from '../../src/analysis/frontend/syntax-tree.ts';
import type { SourceOutline } from '../../src/source/outline.ts';

/** Statements that are right by themselves, many of which mean something else next to another. */
const STATEMENTS = [
  'f();',
  'let x = 1',
  '(y)',
  '[a, b].map((c) => c * 2);',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source text of its own
  '`t${x}`;',
  '/re/.test(x);',
  '++x',
  'function g(n) { for (const i of n) { work(i); } return n; }',
  'function h(a: number): void;\nfunction h(a: string): void;\nfunction h(a: any) {}',
  'async function k() { await f(); }',
  'await f();',
  'await (x)',
  'export const z = () => { while (x) f(); };',
  'import { q } from "./q";',
  'export {};',
  'class C { m() {} @dec static { f(); } #p = () => 1; }',
  'if (x) f()',
  'else_();',
  'do f(); while (x)',
  'try { f(); } catch { g(); }',
  'label: for (;;) break label;',
  '// @migrate approve\nf();',
  '/* block */ { f(); }',
  'type\nT = 1;',
  'abstract\nclass D {}',
  'declare const w: number;',
  'interface I { a: number }',
  'namespace N { f(); }',
  'const o = { async m() {}, get v() { return 1; } };',
  'x = async\n(y) => y;',
  'throw\nx',
  'switch (x) { case 1: f(); break; default: }',
];

const TYPED = [
  ...STATEMENTS,
  ...[
    '0',
    'x',
    ';',
    '\n',
    ' ',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '`',
    '${',
    '"',
    '/',
    '/*',
    '*/',
    '//',
    '<',
    '>',
  ],
  ...['=>', '=', '++', '@dec', '#!', 'async ', 'await ', 'export ', 'if (x)', 'else ', 'abstract ', 'type '],
  ...['declare ', 'as ', ': T', '.', '?.', ',', 'function ', '\r\n', '\u2028', '<T,>(x)'],
];

const statements = fc
  .array(fc.tuple(fc.constantFrom(...STATEMENTS), fc.constantFrom('\n', '\n\n', ' // end\n', ';\n')), {
    minLength: 8,
    maxLength: 20,
  })
  .map((parts) => parts.flat().join(''));

const edit = fc.record({ at: fc.nat(), removed: fc.nat(6), typed: fc.constantFrom('', ...TYPED) });

/** The compiler words some errors otherwise behind a block that it takes over from the tree before. */
const unworded = (outline: SourceOutline) => ({
  ...outline,
  syntaxErrors: outline.syntaxErrors.map(({ span }) => span),
});

describe('a file edited statement by statement', () => {
  test('has the same outline as when read afresh', () => {
    fc.assert(
      fc.property(
        statements,
        fc.array(edit, { minLength: 1, maxLength: 10 }),
        fc.constantFrom('a.ts', 'a.js', 'a.tsx', 'a.mts'),
        (start, edits, name) => {
          const cache = new OutlineCache();
          let text = start;
          cache.outline(name, text);
          for (const { at, removed, typed } of edits) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + typed + text.slice(from + removed);
            expect(unworded(cache.outline(name, text))).toEqual(unworded(buildOutline(name, text)));
          }
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);

  test('has the outline of its text also where more files are open than trees are kept of', () => {
    const cache = new OutlineCache('outlines');
    const names = Array.from({ length: 9 }, (_, index) => `${index}.ts`);
    for (const typed of ['', 'f(', 'f();', '{', '{}']) {
      for (const name of names) {
        const text = `function before() {}\n${typed}\nfunction ${'x'.repeat(Number(name[0]) + 1)}() { g(); }\n`;
        expect(unworded(cache.outline(name, text))).toEqual(unworded(buildOutline(name, text)));
      }
    }
    const last = 'function last() {}\n';
    for (const name of names) expect(cache.sourceFile(name, last)?.text).toBe(last);
  });

  test('has the tree of its text, whichever way its outline was read', () => {
    fc.assert(
      fc.property(statements, fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        const cache = new OutlineCache();
        let text = start;
        for (const { at, removed, typed } of edits) {
          cache.outline('a.ts', text);
          if (at % 2 === 0) expect(cache.sourceFile('a.ts', text)?.text).toBe(text);
          const from = at % (text.length + 1);
          text = text.slice(0, from) + typed + text.slice(from + removed);
        }
        const tree = cache.sourceFile('a.ts', text);
        const fresh = parse('a.ts', text);
        expect(tree?.statements.map(({ pos, end, kind }) => [pos, end, kind])).toEqual(
          fresh.statements.map(({ pos, end, kind }) => [pos, end, kind]),
        );
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

describe('an edit is read from the statements around it', () => {
  const functions = Array.from({ length: 20 }, (_, index) => `function f${index}() { return ${index}; }\n`);
  const before = (text: string) => {
    const tree = parse('a.ts', text);
    const pieces = tree.statements.map((statement) => walkStatement(statement, tree));
    return { outline: buildOutline('a.ts', text), pieces };
  };
  const text = functions.join('');
  const typing = (typed: string, at = text.indexOf('return 9')): ReturnType<typeof afterEdit> =>
    afterEdit(before(text), text.slice(0, at) + typed + text.slice(at));

  test('within a statement, between two, at either end', () => {
    for (const at of [text.indexOf('return 9'), text.indexOf('function f7'), 0, text.length]) {
      expect(typing('g();', at)?.placed.length).toBeGreaterThanOrEqual(20);
    }
  });

  test('from one function alone, within it, whatever stands next to it', () => {
    const three = functions.slice(0, 3).join('');
    const inSecond = three.replace('return 1', 'g(); return 1');
    const edited = afterEdit(before(three), inSecond);
    expect(edited?.placed.map(({ fullStart }) => fullStart)).toEqual(
      before(inSecond).pieces.map(({ fullStart }) => fullStart),
    );
    // Its first word is what the statement before it ends at.
    expect(afterEdit(before(three), three.replace('function f1', 'functions f1'))).toBeNull();
    expect(afterEdit(before(three), three.replace('return 1; }', 'return 1; } {}'))).toBeNull();
  });

  test('unless it leaves something open, or an error stands nearby', () => {
    for (const typed of ['{', '}', '`', '/*', '(']) expect(typing(typed)).toBeNull();
    const wrong = text.replace('return 8;', 'return (;');
    const at = wrong.indexOf('return 9');
    expect(afterEdit(before(wrong), `${wrong.slice(0, at)}1;${wrong.slice(at)}`)).toBeNull();
    const far = wrong.indexOf('return 18');
    expect(afterEdit(before(wrong), `${wrong.slice(0, far)}1;${wrong.slice(far)}`)?.syntaxErrors).toEqual(
      buildOutline('a.ts', wrong).syntaxErrors,
    );
  });

  test('unless it may decide what `await` means elsewhere', () => {
    const waiting = `${text}await (x);\n`;
    expect(afterEdit(before(waiting), `export {};\n${waiting}`)).toBeNull();
    expect(afterEdit(before(`${waiting}export {};`), `f();\n${waiting}export {};`)).not.toBeNull();
  });
});

test('the change between two texts is the smallest replacement that makes one of the other', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, texts, texts, (head, removed, inserted, tail) => {
      const before = head + removed + tail;
      const after = head + inserted + tail;
      const { start, oldEnd, newEnd } = changeBetween(before, after);
      expect(before.slice(0, start) + after.slice(start, newEnd) + before.slice(oldEnd)).toBe(after);
      const [gone, come] = [before.slice(start, oldEnd), after.slice(start, newEnd)];
      if (gone === '' || come === '') return;
      expect(gone[0]).not.toBe(come[0]);
      expect(gone.at(-1)).not.toBe(come.at(-1));
    }),
  );
});
