import { inEnglish, say } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { syntaxFindings } from '../../src/rules/index.ts';
import { readTags } from '../../src/tags/index.ts';
import { nameOf } from '../../src/tags/target.ts';

/** What the tags of a text stand on: `approve → solve`; with the rules of the findings behind. */
const bindings = (text: string, fileName = 'a.tsx'): readonly string[] => {
  const outline = buildOutline(fileName, text);
  const sheet = readTags(outline);
  const { tags } = sheet;
  const findings = syntaxFindings(outline, sheet, {});
  const bound = tags.map(({ type, target }) => {
    const kind = target.kind === 'region' ? '' : `${outline.entities[target.entity]?.kind} `;
    return `${type} → ${kind}${inEnglish(say`${nameOf(target, outline)}`).replaceAll('`', '')}`;
  });
  return [...bound, ...findings.map(({ rule }) => rule)];
};

describe('an entity tag binds to the entity that follows it', () => {
  test.each([
    ['function', '// @migrate approve\nfunction f() {}', 'approve → function f'],
    [
      'exported function',
      '// @migrate approve\nexport default async function f() {}',
      'approve → function f',
    ],
    ['generator', '// @migrate approve\nfunction* f() {}', 'approve → function f'],
    [
      'first overload',
      '// @migrate approve\nfunction f(): void;\nfunction f(x?: 1) {}',
      'approve → function f',
    ],
    ['variable with an arrow', '// @migrate approve\nexport const f = () => 1;', 'approve → arrow f'],
    ['variable with an await', '// @migrate approve\nconst x = await f();', 'approve → await await f'],
    ['awaited statement', '// @migrate approve\nawait f();', 'approve → await await f'],
    [
      'return of an await',
      'async function g() {\n  // @migrate approve\n  return await f();\n}',
      'approve → await await f',
    ],
    ['loop', '// @migrate approve\nfor (const x of xs) {}', 'approve → loop for (const x of xs)'],
    ['labelled loop', '// @migrate approve\nouter: while (x) {}', 'approve → loop while (x)'],
    ['do loop', '// @migrate approve\ndo { f(); } while (x);', 'approve → loop do … while (x)'],
    [
      'for await',
      '// @migrate approve\nfor await (const x of xs) {}',
      'approve → loop for await (const x of xs)',
    ],
    ['if statement', '// @migrate approve\nif (x) f();', 'approve → block if (x)'],
    ['branch of an if', 'if (x) /* @migrate approve */ { f(); }', 'approve → block then branch'],
    ['else branch', 'if (x) f(); else /* @migrate approve */ { g(); }', 'approve → block else branch'],
    ['try', '// @migrate approve\ntry { f(); } finally {}', 'approve → block try'],
    ['block', '// @migrate approve\n{ f(); }', 'approve → block block'],
    [
      'callback of a statement',
      '// @migrate approve\nxs.forEach((x) => x);',
      'approve → arrow forEach callback',
    ],
    [
      'callback in an argument list',
      'f(1, /* @migrate approve */ () => 1, () => 2);',
      'approve → arrow f callback',
    ],
    ['second callback', 'f(() => 1,\n  // @migrate approve\n  function g() {});', 'approve → function g'],
    ['class member', 'class A {\n  // @migrate approve\n  m() {}\n}', 'approve → method A.m'],
    ['decorated member', 'class A {\n  // @migrate approve\n  @d(() => 1) m() {}\n}', 'approve → method A.m'],
    ['below a decorator', 'class A {\n  @d()\n  // @migrate approve\n  m() {}\n}', 'approve → method A.m'],
    ['class field', 'class A {\n  // @migrate approve\n  f = async () => {};\n}', 'approve → arrow A.f'],
    [
      'constructor',
      'class A {\n  // @migrate approve\n  constructor() {}\n}',
      'approve → constructor A.constructor',
    ],
    ['accessor', 'class A {\n  // @migrate approve\n  get x() { return 1; }\n}', 'approve → accessor A.x'],
    ['object method', 'const o = {\n  // @migrate approve\n  m() {},\n};', 'approve → method o.m'],
    ['object property', 'const o = {\n  // @migrate approve\n  m: () => 1,\n};', 'approve → arrow o.m'],
    ['array element', 'const a = [\n  // @migrate approve\n  () => 1,\n];', 'approve → arrow function'],
    [
      'JSX attribute',
      'const j = <a\n  // @migrate approve\n  onClick={() => 1}\n/>;',
      'approve → arrow onClick',
    ],
    [
      'JSX child',
      'const j = <a>{/* @migrate approve */}{xs.map((x) => x)}</a>;',
      'approve → arrow map callback',
    ],
    ['doc comment', '/**\n * Solves it.\n * @migrate approve\n */\nfunction f() {}', 'approve → function f'],
    ['one-line doc comment', '/** @migrate approve */\nfunction f() {}', 'approve → function f'],
    ['same line', 'a(); /* @migrate approve */ for (;;) {}', 'approve → loop for (;;)'],
    [
      'case clause',
      'switch (x) { case 1:\n  // @migrate approve\n  await f();\n}',
      'approve → await await f',
    ],
    ['namespace', 'namespace N {\n  // @migrate approve\n  function f() {}\n}', 'approve → function f'],
    ['hashbang', '#!/usr/bin/env node\n// @migrate approve\nfor (;;) {}', 'approve → loop for (;;)'],
    [
      'plain JavaScript',
      '// @migrate approve\nmodule.exports = function () {};',
      'approve → function module.exports',
    ],
  ])('%s', (_, text, expected) => {
    expect(bindings(text)).toEqual([expected]);
  });
});

describe('consecutive directives bind to the same entity', () => {
  test('in one comment, in several, and on one line', () => {
    const text = `
// @migrate approve @migrate assume trips=5
/* @migrate assume duration=1s
   @migrate ignore hot-approve it is brief */
for (;;) {}`;
    const { tags, assumptions, suppressions } = readTags(buildOutline('a.ts', text));
    const targets = [...tags, ...assumptions, ...suppressions].map(({ target }) => target);
    expect(targets).toEqual(Array.from({ length: 4 }, () => ({ kind: 'entity', entity: 0 })));
    expect(assumptions.map(({ facts }) => facts)).toEqual([{ trips: 5 }, { durationSeconds: 1 }]);
    expect(suppressions[0]?.reason).toBe('it is brief');
  });
  test('approve and withdraw on one entity conflict', () => {
    const text = '// @migrate approve\n// @migrate withdraw\nfor (;;) {}';
    expect(bindings(text)).toEqual([
      'approve → loop for (;;)',
      'withdraw → loop for (;;)',
      'conflicting-tags',
    ]);
  });
});

describe('a tag that could be misread says so', () => {
  test('statements in between', () => {
    expect(bindings('// @migrate approve\nimport x from "x";\nfor (;;) {}')).toEqual([
      'approve → loop for (;;)',
      'distant-tag',
    ]);
  });
  test('behind other code on its line', () => {
    expect(bindings('save(); // @migrate approve\nfor (;;) {}')).toEqual([
      'approve → loop for (;;)',
      'distant-tag',
    ]);
  });
});

describe('a tag without an entity behind it binds to nothing', () => {
  test.each([
    ['at the end of the file', 'for (;;) {}\n// @migrate approve'],
    ['at the end of a block', 'for (;;) { f();\n  // @migrate approve\n}\nfor (;;) {}'],
    ['at the end of an argument list', 'f(() => 1 /* @migrate approve */);'],
    ['before a class', '// @migrate approve\nclass A { m() {} }'],
    ['before a plain call', '// @migrate approve\nsave();'],
    ['before an interface', '// @migrate approve\ninterface A { m(): void }'],
    ['before an abstract method', 'abstract class A {\n  // @migrate approve\n  abstract m(): void;\n}'],
    ['between a loop head and its statement', 'for (;;) /* @migrate approve */ f();'],
    ['in an empty file', '// @migrate approve'],
  ])('%s', (_, text) => {
    expect(bindings(text)).toEqual(['unbound-tag']);
  });
});

describe('regions', () => {
  test.each([
    ['labelled', '// @migrate approve begin a\nf();\n// @migrate end a', ['approve → region a']],
    ['unlabelled', '// @migrate withdraw begin\nf();\n// @migrate end', ['withdraw → this region']],
    ['inline', '/* @migrate approve begin a */ f(); g(); /* @migrate end a */', ['approve → region a']],
    [
      'nested, of one label',
      '// @migrate approve begin a\nf();\n// @migrate withdraw begin a\ng();\n// @migrate end a\n// @migrate end a',
      ['approve → region a', 'withdraw → region a'],
    ],
    [
      'before the next case',
      'switch (x) {\ncase 1:\n// @migrate approve begin a\nf();\n// @migrate end a\ncase 2:\n}',
      ['approve → region a'],
    ],
    ['without end', '// @migrate approve begin a\nf();', ['region-without-end']],
    ['without begin', 'f();\n// @migrate end a', ['end-without-begin']],
    [
      'across blocks',
      '// @migrate approve begin a\nif (x) {\n  f();\n  // @migrate end a\n}',
      ['region-across-blocks'],
    ],
    [
      'out of a block',
      'if (x) {\n  // @migrate approve begin\n  f();\n}\n// @migrate end',
      ['region-across-blocks'],
    ],
    [
      'crossing',
      '// @migrate approve begin a\nf();\n// @migrate withdraw begin b\ng();\n// @migrate end a\nh();\n// @migrate end b',
      ['withdraw → region b', 'crossing-regions'],
    ],
    ['empty', '// @migrate approve begin a\n// @migrate end a\nf();', ['empty-region']],
    [
      'among members',
      'class A {\n// @migrate approve begin a\nm() {}\n// @migrate end a\n}',
      ['region-outside-statements', 'region-outside-statements'],
    ],
  ])('%s', (_, text, expected) => {
    expect(bindings(text)).toEqual(expected);
  });
  test('know their statements and their extent', () => {
    const text = 'a();\n// @migrate approve begin x\nb();\nc();\n// @migrate end x\nd();';
    const [tag] = readTags(buildOutline('a.ts', text)).tags;
    const span = { start: text.indexOf('// @migrate approve'), end: text.indexOf('\nd()') };
    expect(tag?.target).toEqual({ kind: 'region', label: 'x', span, list: 0, firstItem: 1, endItem: 3 });
  });
  test('take the assumption and the suppression that stand directly before them', () => {
    const text = '// @migrate assume duration=1s\n// @migrate approve begin x\nf();\n// @migrate end x';
    expect(readTags(buildOutline('a.ts', text)).assumptions[0]?.target.kind).toBe('region');
  });
});
