import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { type Driver, drivenSource } from '../../../scripts/accuracy/driven-source.ts';
import { analyzerOf, profileNamed } from '../analysis/program-fixture.ts';

const driver = (call: string, more: Partial<Driver> = {}): Driver => ({
  file: 'project/main.js',
  call,
  host: '',
  programArguments: [],
  ...more,
});

const PAGES_OF_16_MIB = 4096;

/** Pages that a call of `work` writes, beside other files. */
const pagesOf = (text: string, main = '/project/main.js', others: Readonly<Record<string, string>> = {}) =>
  profileNamed(analyzerOf(text, others, main), 'work', main).pagesPerCall?.likely ?? Number.NaN;

const FILL = 'function work(bytes) { return new Uint8Array(bytes).fill(1); }';

describe('a program with the code that drove it', () => {
  test('keeps its lines, and the first one ends as it did', () => {
    const source = `#!/usr/bin/env node\n'use strict';\n${FILL}`;
    const { host, programArguments } = { host: 'globalThis.size = 1', programArguments: ['a', 'b "c"'] };
    const lines = drivenSource(source, driver('work(size)', { host, programArguments })).text.split('\n');
    expect(lines[0]).toBe('process.argv.push("a", "b \\"c\\"");globalThis.size = 1;///usr/bin/env node');
    expect(lines.slice(1, 3)).toEqual(source.split('\n').slice(1));
  });

  test('stands as it is up to its end where nothing was evaluated before it', () => {
    const source = `#!/usr/bin/env node\n${FILL}`;
    const { text, round } = drivenSource(source, driver('work(1)'));
    expect(text.slice(round)).toBe('() => (work(1)));\n');
    expect(text.startsWith(`${source}\n`)).toBe(true);
  });

  test.each([
    ['without a semicolon', 'const list = [1]'],
    ['with a comment', `${FILL} // as always`],
    ['with an export', 'export const work = () => 1'],
    ['with a class', 'export default class { work() {} }'],
    ['with a name of the driver', 'const round = 1, result = 2'],
  ])('parses when it ends %s', (_, source) => {
    const { text } = drivenSource(source, driver('(module.exports, 1)'));
    expect(() => transformSync(text, { loader: 'ts' })).not.toThrow();
  });
});

describe('the analysis of a driven program', () => {
  test('knows nothing of an argument that the source does not name', () => {
    expect(pagesOf(FILL)).toBeLessThan(0.5 * PAGES_OF_16_MIB);
  });

  test.each([
    ['a script', FILL, 'work(1 << 24)'],
    ['a CommonJS module', `${FILL} exports.work = work;`, 'exports.work(1 << 24)'],
    ['a module', `export ${FILL}`, 'work(1 << 24)'],
    ['a module by its exports', `export default ${FILL}`, 'module.exports.default(1 << 24)'],
    ['an expression that keeps its data', FILL, 'work(globalThis.bytes ??= 1 << 24)'],
    ['one that names what it keeps', FILL, '(globalThis.bytes ??= 1 << 24, work(bytes))'],
    ['a promise', `async ${FILL}`, 'work(1 << 24)'],
  ])('sees the argument in %s', (_, source, call) => {
    expect(pagesOf(drivenSource(source, driver(call)).text)).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  test('sees it in TypeScript', () => {
    const source =
      'export function work<T>(bytes: number): Uint8Array { return new Uint8Array(bytes).fill(1); }';
    const { text } = drivenSource(source, driver('work(1 << 24)', { file: 'project/main.ts' }));
    expect(pagesOf(text, '/project/main.ts')).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  test('sees what an expression asks of another module', () => {
    const others = { '/project/size.js': 'export default function () { return 1 << 24; }' };
    const { text } = drivenSource(`export ${FILL}`, driver("work(require('./size.js').default())"));
    expect(pagesOf(text, '/project/main.js', others)).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  test('sees what the host was given', () => {
    const { text } = drivenSource(FILL, driver('work(bytes)', { host: 'globalThis.bytes = 1 << 24' }));
    expect(pagesOf(text)).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  test('sees what the program was started with', () => {
    const source = `const bytes = Number(process.argv[2]); ${FILL}`;
    const { text } = drivenSource(source, driver('work(bytes)', { programArguments: ['16777216'] }));
    expect(pagesOf(text)).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });

  test('goes round: what the first time prepares, the next times do', () => {
    const source = `let ready = false; ${FILL}`;
    const { text } = drivenSource(source, driver('ready ? work(1 << 24) : (ready = true)'));
    expect(pagesOf(text)).toBeGreaterThan(0.9 * PAGES_OF_16_MIB);
  });
});
