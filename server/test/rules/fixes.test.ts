import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, test } from 'vitest';
import { buildOutline } from '../../src/analysis/frontend/outline.ts';
import { checkFile, RULES, type Severities } from '../../src/rules/index.ts';
import { applyEdits } from '../../src/source/text-edit.ts';
import { readTags } from '../../src/tags/index.ts';
import { type ExampleFigures, measureOf } from './example-measure.ts';
import { pageExample, pageOf, switchedOn } from './page-example.ts';
import { expectSoundFix } from './sound-fix.ts';

const findingsOf = (text: string, figures: ExampleFigures | null, severities: Severities = {}) => {
  const outline = buildOutline('a.ts', text);
  return checkFile(outline, readTags(outline), figures && measureOf(figures), severities);
};

/** The text after one fix, found by a part of its title. */
const fixed = (text: string, title: string, figures: ExampleFigures | null = null): string => {
  const fix = findingsOf(text, figures)
    .flatMap(({ fixes }) => fixes)
    .find((candidate) => inEnglish(candidate.title).includes(title));
  return fix ? applyEdits(text, fix.edits) : 'no such fix';
};

/** A name, a part of the fix's title, the text before and after. */
const SYNTAX_FIXES: readonly (readonly [string, string, string, string])[] = [
  ['spelling', 'approve', '// @migrate aprove\nfor (;;) {}', '// @migrate approve\nfor (;;) {}'],
  ['marker', '@migrate', '/** @Migrate approve */\nfor (;;) {}', '/** @migrate approve */\nfor (;;) {}'],
  ['punctuation', '@migrate', '// @migrate: approve\nfor (;;) {}', '// @migrate approve\nfor (;;) {}'],
  [
    'type of a region',
    'approve begin',
    '// @migrate begin a\nf();\n// @migrate end a',
    '// @migrate approve begin a\nf();\n// @migrate end a',
  ],
  [
    'option',
    'because',
    '// @migrate approve becuase=range\nfor (;;) {}',
    '// @migrate approve because=range\nfor (;;) {}',
  ],
  [
    'operator',
    'downtime<=5ms',
    '// @migrate approve downtime=5ms\nfor (;;) {}',
    '// @migrate approve downtime<=5ms\nfor (;;) {}',
  ],
  [
    'unit',
    's',
    '// @migrate assume duration=3sec\nfor (;;) {}',
    '// @migrate assume duration=3s\nfor (;;) {}',
  ],
  [
    'missing unit',
    '50ms',
    '// @migrate approve downtime<=50\nfor (;;) {}',
    '// @migrate approve downtime<=50ms\nfor (;;) {}',
  ],
  [
    'unit of a count',
    'Remove it',
    '// @migrate assume trips=5s\nfor (;;) {}',
    '// @migrate assume trips=5\nfor (;;) {}',
  ],
  [
    'extra word',
    'Remove `soon`',
    '// @migrate approve a soon\nfor (;;) {}',
    '// @migrate approve a\nfor (;;) {}',
  ],
  [
    'missing end',
    'Add `@migrate end a`',
    'if (x) {\r\n  // @migrate approve begin a\r\n  f(); // now\r\n}\r\n',
    'if (x) {\r\n  // @migrate approve begin a\r\n  f(); // now\r\n  // @migrate end a\r\n}\r\n',
  ],
  [
    'label of an end',
    'End `save`',
    '// @migrate approve begin save\nf();\n// @migrate end sav',
    '// @migrate approve begin save\nf();\n// @migrate end save',
  ],
  [
    'place',
    'Move it to',
    '  f(); // @migrate approve\n  for (;;) {}',
    '  f();\n  // @migrate approve\n  for (;;) {}',
  ],
  ['unbound', 'Remove this directive', 'f();\n// @migrate approve\n', 'f();\n'],
  [
    'conflict',
    'Keep `withdraw`',
    '// @migrate approve\n// @migrate withdraw\nfor (;;) {}',
    '// @migrate withdraw\nfor (;;) {}',
  ],
  [
    'empty region',
    'Remove the region',
    'f();\n// @migrate approve begin\n// @migrate end\ng();',
    'f();\ng();',
  ],
  [
    'misplaced in a line comment',
    'line of its own',
    'if (x) {\r\n\t// It waits: @migrate approve\r\n\tawait f();\r\n}\r\n',
    'if (x) {\r\n\t// It waits:\r\n\t// @migrate approve\r\n\tawait f();\r\n}\r\n',
  ],
  [
    'misplaced behind code',
    'line of its own',
    '  f(); // It waits: @migrate approve\n  await g();',
    '  f(); // It waits:\n  // @migrate approve\n  await g();',
  ],
  [
    'misplaced in a doc comment',
    'line of its own',
    '/**\n * It waits: @migrate approve\n */\nawait f();',
    '/**\n * It waits:\n * @migrate approve\n */\nawait f();',
  ],
  [
    'misplaced in a doc comment of one line',
    'line of its own',
    '  /** It waits: @migrate approve */\n  await f();',
    '  /** It waits:\n   * @migrate approve */\n  await f();',
  ],
  [
    'prose about a directive',
    'Quote it',
    '// Why @migrate approve stands here\nawait f();',
    '// Why `@migrate approve` stands here\nawait f();',
  ],
  [
    'an end too deep',
    'Move `end`',
    '// @migrate approve begin a\nf();\nif (x) {\n  g();\n  // @migrate end a\n}\nh();',
    '// @migrate approve begin a\nf();\nif (x) {\n  g();\n}\n// @migrate end a\nh();',
  ],
  [
    'a begin too deep',
    'Move `begin`',
    'if (x) {\n  // @migrate withdraw begin because=range\n  g();\n}\nh();\n// @migrate end\n',
    '// @migrate withdraw begin because=range\nif (x) {\n  g();\n}\nh();\n// @migrate end\n',
  ],
  [
    'begin and end in different blocks',
    'Move `begin` and `end`',
    '  if (x) {\r\n    // @migrate approve begin a\r\n    g();\r\n  } else {\r\n    h();\r\n    // @migrate end a\r\n  }\r\n',
    '  // @migrate approve begin a\r\n  if (x) {\r\n    g();\r\n  } else {\r\n    h();\r\n  }\r\n  // @migrate end a\r\n',
  ],
  [
    'crossing ends',
    'Swap',
    '// @migrate withdraw begin a\nf();\n// @migrate approve begin b\ng();\n// @migrate end a\nh();\n// @migrate end b\n',
    '// @migrate withdraw begin a\nf();\n// @migrate approve begin b\ng();\n// @migrate end b\nh();\n// @migrate end a\n',
  ],
  [
    'a guard at the start of a region',
    'Move `begin` below',
    'function f() {\n  // @migrate approve begin\n  if (x) return;\n  g();\n  // @migrate end\n  h();\n}',
    'function f() {\n  if (x) return;\n  // @migrate approve begin\n  g();\n  // @migrate end\n  h();\n}',
  ],
  ['empty assume', 'Remove this', 'f();\n// @migrate assume\nfor (;;) {}', 'f();\nfor (;;) {}'],
  [
    'ignore without a reason',
    'Remove this',
    'f();\n// @migrate ignore hot-approve\nfor (;;) {}',
    'f();\nfor (;;) {}',
  ],
  [
    'rule name',
    'hot-approve',
    '// @migrate ignore hot-aprove why\nfor (;;) {}',
    '// @migrate ignore hot-approve why\nfor (;;) {}',
  ],
];

describe('a fix turns the text before into the text after', () => {
  test.each(SYNTAX_FIXES)('%s', (_, title, before, after) => {
    expect(fixed(before, title)).toBe(after);
  });

  const hot = { verdict: 'hot', ratePagesPerSecond: 40_000, rangeMiB: 512 } as const;
  test('an approve of hot code moves to the quiet code inside', () => {
    const before = '// @migrate approve\nfor (const row of rows) {\n  table.fill(row);\n  await wait();\n}';
    const figures: ExampleFigures = { tags: [hot], quietWindows: [false, true] };
    expect(fixed(before, 'Move `approve`', figures)).toBe(
      'for (const row of rows) {\n  table.fill(row);\n  // @migrate approve\n  await wait();\n}',
    );
    expect(fixed(before, 'Change to `withdraw`', figures)).toContain('// @migrate withdraw\n');
  });
  test('a tag that switches too often moves to the loop around', () => {
    const before = 'for (const row of rows) {\n  // @migrate approve\n  await wait();\n}';
    expect(fixed(before, 'Move the tag', { tags: [{ visitsPerSecond: 1000 }] })).toBe(
      '// @migrate approve\nfor (const row of rows) {\n  await wait();\n}',
    );
  });
  test.each([
    ['broken', '20ms', { p50: 0.031, p95: 0.1412 }, '150ms'],
    ['at risk', '100ms', { p50: 0.031, p95: 0.1412 }, '150ms'],
    ['broken by little', '1ms', { p50: 0.0031, p95: 0.0042 }, '5ms'],
  ])('a contract %s becomes one that holds, or goes', (_, promised, downtimeSeconds, kept) => {
    const figures: ExampleFigures = { tags: [{ downtimeSeconds }] };
    const before = `// @migrate approve downtime<=${promised} because=range\nawait f();`;
    const after = fixed(before, 'Promise', figures);
    expect(after).toBe(`// @migrate approve downtime<=${kept} because=range\nawait f();`);
    expect(findingsOf(after, figures)).toEqual([]);
    expect(fixed(before, 'Remove `downtime', figures)).toBe('// @migrate approve because=range\nawait f();');
  });
  test('what runs hot while an approved entity waits is tagged, where its name tells one entity', () => {
    const wait = '// @migrate approve\nawait f();';
    const figures: ExampleFigures = { tags: [{ hotMeanwhile: ['train'] }] };
    expect(fixed(`${wait}\nfunction train() {}`, 'Tag `train`', figures)).toBe(
      `${wait}\n// @migrate withdraw\nfunction train() {}`,
    );
    expect(fixed(`${wait}\nfunction train() {}\n{ function train() {} }`, 'Tag', figures)).toBe(
      'no such fix',
    );
    expect(fixed(wait, 'Tag', figures)).toBe('no such fix');
  });
  test('a tag on code too short moves to the quiet code around', () => {
    const figures: ExampleFigures = {
      tags: [{ durationSeconds: 0.1, neededSeconds: 2 }],
      quietWindows: [true, false, false],
    };
    const before = 'async function rest() {\n  for (;;) {\n    // @migrate approve\n    await nap();\n  }\n}';
    expect(fixed(before, 'Move the tag to `rest`', figures)).toBe(
      '// @migrate approve\nasync function rest() {\n  for (;;) {\n    await nap();\n  }\n}',
    );
  });
  test('a rate of calls to correct is written on the function that events call', () => {
    const figures: ExampleFigures = { arrivals: [0] };
    expect(fixed('function handle() {}', 'calls=100/s', figures)).toBe(
      '// @migrate assume calls=100/s\nfunction handle() {}',
    );
    expect(fixed('createServer((request) => serve(request)).listen(80);', 'calls=100/s', figures)).toBe(
      '// @migrate assume calls=100/s\ncreateServer((request) => serve(request)).listen(80);',
    );
  });
  test('prose that no directive makes is not moved to a line of its own', () => {
    expect(fixed('// Why @migrate approve stands here\nawait f();', 'line of its own')).toBe('no such fix');
  });
  test('a false claim becomes the one that holds', () => {
    const figures: ExampleFigures = { tags: [{ ratePagesPerSecond: 10, rangeMiB: 900 }] };
    expect(fixed('// @migrate approve because=range\nawait f();', 'because=frequency', figures)).toBe(
      '// @migrate approve because=frequency\nawait f();',
    );
  });
});

describe('every fix can be undone to the letter, keeps the code, and mends what it is about', () => {
  test.each(SYNTAX_FIXES)('%s', (_, __, before) => {
    for (const finding of findingsOf(before, null)) {
      for (const fix of finding.fixes) expectSoundFix(before, finding, fix, (text) => findingsOf(text, null));
    }
  });
  test.each(RULES)('the page of $name', ({ name, needs }) => {
    const { code, figures } = pageExample(pageOf(name), 'Wrong');
    // Figures go by a tag's position in the file: of a text in which tags moved they would be about others.
    const remaining = (text: string) =>
      findingsOf(text, needs === 'syntax' ? figures : null, switchedOn(name));
    for (const finding of findingsOf(code, figures, switchedOn(name))) {
      for (const fix of finding.fixes) expectSoundFix(code, finding, fix, remaining);
    }
  });
});

describe('what the numbers do not say is not claimed', () => {
  test('unknown figures yield no finding', () => {
    const text =
      '// @migrate approve downtime<=1ms because=range\nawait f();\n// @migrate withdraw\nfor (;;) {}';
    expect(findingsOf(text, { tags: [{}, {}] })).toEqual([]);
    expect(findingsOf(text, { tags: [] })).toEqual([]);
  });
});

describe('suppression and severity', () => {
  const figures: ExampleFigures = { tags: [{ verdict: 'hot' }, { verdict: 'hot' }] };
  const two = (ignore: string) => `${ignore}// @migrate approve\nawait f();\n// @migrate approve\nawait g();`;
  const lines = (text: string) =>
    findingsOf(text, figures).map(
      ({ span, rule }) => `${text.slice(0, span.start).split('\n').length} ${rule}`,
    );

  test('a reasoned ignore silences its rule on its entity alone', () => {
    expect(lines(two(''))).toEqual(['1 hot-approve', '3 hot-approve']);
    expect(lines(two('// @migrate ignore hot-approve measured quiet\n'))).toEqual(['4 hot-approve']);
    expect(lines(two('// @migrate ignore quiet-withdraw measured quiet\n'))).toEqual([
      '2 hot-approve',
      '4 hot-approve',
    ]);
  });
  test('it silences what is found inside a region', () => {
    const region = '// @migrate approve begin a\nif (x) return;\nf();\n// @migrate end a';
    const text = `function g() {\n${region}\n}`;
    expect(findingsOf(text, null).map(({ rule }) => rule)).toEqual(['region-left-open']);
    expect(findingsOf(text.replace('//', '// @migrate ignore region-left-open meant so\n//'), null)).toEqual(
      [],
    );
  });
  test('severities are those configured, and off is off', () => {
    const outline = buildOutline('a.ts', '// @migrate aprove\n// @migrate approve\nf();');
    const severities = { 'unknown-directive': 'hint', 'unbound-tag': 'off' } as const;
    const found = checkFile(outline, readTags(outline), null, severities);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['unknown-directive', 'hint']]);
  });
  test('a rule that is off by itself can be switched on, and off again', () => {
    const outline = buildOutline('a.ts', '// @migrate approve\nawait f();');
    const sheet = readTags(outline);
    const rules = (severities: Severities) =>
      checkFile(outline, sheet, null, severities).map(({ rule, severity }) => [rule, severity]);
    expect(rules({})).toEqual([]);
    expect(rules({ 'approve-without-contract': 'error' })).toEqual([['approve-without-contract', 'error']]);
    expect(rules({})).toEqual([]);
  });
});
