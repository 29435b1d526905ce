import { describe, expect, test } from 'vitest';
import { buildOutline, OutlineCache } from '../../src/analysis/frontend/outline.ts';

/** `kind name`, indented by nesting. */
const entities = (text: string, fileName = 'a.tsx'): readonly string[] => {
  const outline = buildOutline(fileName, text);
  const depth = (index: number | null): number =>
    index === null ? 0 : 1 + depth(outline.entities[index]?.parent ?? null);
  return outline.entities.map(({ kind, name, parent }) => `${'  '.repeat(depth(parent))}${kind} ${name}`);
};

describe('code entities', () => {
  test.each([
    '',
    "import { load } from './load.js';\n",
  ])('wait outside functions, in a file that begins with "%s"', (head) => {
    const waiting = `${head}const all = await (await load('all')).json();\nawait [1];\n`;
    expect(entities(waiting, 'a.js')).toEqual([
      "await await (await load('all')).json",
      '  await await load',
      'await await [1]',
    ]);
  });

  test('wait outside functions from the edit on that has it so', () => {
    const outlines = new OutlineCache();
    const names = (text: string): readonly string[] =>
      outlines.outline('a.js', text).entities.map(({ kind }) => kind);
    const [before, after] = ['function load() {}\n(load())\n', 'function load() {}\nawait (load())\n'];
    expect([before, after, before, after].map(names)).toEqual([
      ['function'],
      ['function', 'await'],
      ['function'],
      ['function', 'await'],
    ]);
  });

  test('nest and have the names that people use', () => {
    const text = `
export class Solver {
  static { warm(); }
  constructor() {}
  @traced(() => 1) async step() { await this.store.write(1); }
  get size() { return 1; }
  run = async () => { for (let i = 0; i < 9; i++) {} };
}
export default function () { do { f(); } while (x); }
const api = { get: () => 1, post() {}, nested: { deep: function () {} } };
rows.filter((row) => row).map(function (row) { return row; });
new Promise((resolve) => resolve(1));
exports.handler = async () => {};
for (const [key, value] of Object.entries(aVeryLongNameThatGoesOnAndOn)) {}
`;
    expect(entities(text)).toEqual([
      'block Solver.static block',
      'constructor Solver.constructor',
      'arrow traced callback',
      'method Solver.step',
      '  await await this.store.write',
      'accessor Solver.size',
      'arrow Solver.run',
      '  loop for (let i = 0; i < 9; i++)',
      'function default',
      '  loop do … while (x)',
      'arrow api.get',
      'method api.post',
      'function api.nested.deep',
      'arrow filter callback',
      'function map callback',
      'arrow Promise callback',
      'arrow exports.handler',
      'loop for (const [key, value] of Obje…',
    ]);
  });

  test('are blocks where braces belong to no function or loop', () => {
    expect(
      entities(
        'if (a) { b(); } else if (c) d(); else { e(); }\ntry { f(); } catch { g(); } finally { h(); }',
      ),
    ).toEqual([
      'block if (a)',
      '  block then branch',
      '  block if (c)',
      '    block else branch',
      'block try',
      '  block try block',
      '  block catch block',
      '  block finally block',
    ]);
  });

  test('have a head that ends before the body and on the first line', () => {
    const text = 'async function f(\n  a: number,\n) {}\nwhile (x) { y(); }\nconst g = () => 1;';
    const heads = buildOutline('a.ts', text).entities.map(({ head }) => text.slice(head.start, head.end));
    expect(heads).toEqual(['async function f(', 'while (x)', '() =>']);
  });

  test('do not include signatures without a body', () => {
    expect(
      entities(
        'declare function f(): void; interface I { m(): void } abstract class A { abstract m(): void; }',
      ),
    ).toEqual([]);
  });
});

describe('comments', () => {
  const comments = (text: string, fileName = 'a.tsx'): readonly string[] => {
    const outline = buildOutline(fileName, text);
    return outline.comments.map(
      ({ span, list }) => `${outline.lists[list]?.kind} ${text.slice(span.start, span.end)}`,
    );
  };
  test('are told from what looks like one in a literal', () => {
    expect(
      comments(
        `#!/bin/node // no\nconst s = "// no", t = \`/* no */ \${1 /* yes */} // no\`, r = /\\/*no/; // yes`,
      ),
    ).toEqual(['statements /* yes */', 'statements // yes']);
    expect(comments('const j = <a href="//no">// no {/* yes */} https://no</a>;')).toEqual([
      'elements /* yes */',
    ]);
  });
  test('belong to the innermost list around them', () => {
    const text = 'class A { /* m */ x = [/* e */ f(/* a */)]; } const o = { /* p */ g() { /* s */ } };';
    expect(comments(text)).toEqual([
      'members /* m */',
      'elements /* e */',
      'arguments /* a */',
      'properties /* p */',
      'statements /* s */',
    ]);
  });
  test('may be left open at the end of the text', () => {
    expect(comments('f(); /* open')).toEqual(['statements /* open']);
  });
});

describe('jumps', () => {
  test('know what they leave', () => {
    const text =
      'function f() { for (;;) { switch (x) { case 1: break; default: continue; } } try { throw 1; } finally {} return; }';
    const left = buildOutline('a.js', text).jumps.map(({ span, leaves }) => [
      text.slice(span.start, span.end),
      text.slice(leaves.start, leaves.start + 8).trim(),
    ]);
    expect(left).toEqual([
      ['break;', 'switch ('],
      ['continue;', 'for (;;)'],
      ['throw 1;', '{ throw'],
      ['return;', 'function'],
    ]);
  });
});

describe('text that is no program', () => {
  test('has an outline all the same, with what is wrong about it', () => {
    const outline = buildOutline('a.ts', 'function f() { for (let i = 0; i <');
    expect(outline.entities.map(({ name }) => name)).toContain('f');
    expect(outline.syntaxErrors.length).toBeGreaterThan(0);
  });
  test('may be nested deeper than any parser goes', () => {
    const outline = buildOutline('a.ts', '('.repeat(100_000));
    expect(outline.syntaxErrors[0]?.message).toContain('nested too deeply');
  });
  test('may be binary', () => {
    const bytes = Array.from({ length: 5000 }, (_, n) => String.fromCharCode((n * 7919) % 65536)).join('');
    expect(buildOutline('a.ts', bytes).lists.length).toBeGreaterThan(0);
  });
});

test('an unchanged text has the very same outline, until it is forgotten', () => {
  const cache = new OutlineCache();
  const first = cache.outline('a.ts', 'f();');
  expect(cache.outline('a.ts', 'f();')).toBe(first);
  cache.forget('a.ts');
  expect(cache.outline('a.ts', 'f();')).not.toBe(first);
});
