import { inEnglish } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';
import { analyzerOf, MAIN, profileNamed } from './program-fixture.ts';

const PAGES_OF_1_MIB = 256;
/** What the packages of these tests give: a function that writes 1 MiB, as an ECMAScript module and as a CommonJS one. */
const MODULE =
  'const page = new Uint8Array(1 << 20); export const fill = () => page.fill(1); export default fill;';
const COMMONJS = 'const page = new Uint8Array(1 << 20); exports.fill = () => page.fill(1);';
const USE = "import { fill } from 'filler'; export function work() { fill(); }";
const ROOT = '/project/node_modules/filler';

const pagesWith = (files: Readonly<Record<string, string>>, source = USE): number =>
  profileNamed(analyzerOf(source, files), 'work').pagesPerCall?.likely ?? 0;

const manifest = (fields: object): Readonly<Record<string, string>> => ({
  [`${ROOT}/package.json`]: JSON.stringify({ name: 'filler', ...fields }),
});

describe('the code of an installed package is run', () => {
  it.each([
    ['`main`', { ...manifest({ main: './lib/a.js' }), [`${ROOT}/lib/a.js`]: COMMONJS }],
    ['`main` without its extension', { ...manifest({ main: 'lib/a' }), [`${ROOT}/lib/a.js`]: COMMONJS }],
    ['no field', { ...manifest({}), [`${ROOT}/index.js`]: COMMONJS }],
    ['`module`', { ...manifest({ main: 'a.js', module: 'b.js' }), [`${ROOT}/b.js`]: MODULE }],
    ['`exports`, text', { ...manifest({ exports: './a.mjs' }), [`${ROOT}/a.mjs`]: MODULE }],
    [
      '`exports`, conditions',
      {
        ...manifest({
          exports: { '.': { types: './a.d.ts', import: { default: './a.mjs' }, require: './a.cjs' } },
        }),
        [`${ROOT}/a.d.ts`]: 'export declare const fill: () => Uint8Array;',
        [`${ROOT}/a.mjs`]: MODULE,
      },
    ],
    [
      'a module that imports `events`',
      {
        ...manifest({ exports: './a.mjs' }),
        [`${ROOT}/a.mjs`]: `import { EventEmitter } from 'events'; export class Hub extends EventEmitter {} ${MODULE}`,
      },
    ],
    [
      'a module that looks for Node by `global`',
      {
        ...manifest({ main: 'a.js' }),
        [`${ROOT}/a.js`]: `const root = typeof global === 'object' && global.Object === Object ? global : null;
          const page = new root.Uint8Array(1 << 20); exports.fill = () => page.fill(1);`,
      },
    ],
    [
      'files that import each other, by private names too',
      {
        ...manifest({ exports: './a.mjs', imports: { '#inner': './inner.mjs' } }),
        [`${ROOT}/a.mjs`]: "export * from './b.mjs';",
        [`${ROOT}/b.mjs`]: "export { fill } from '#inner';",
        [`${ROOT}/inner.mjs`]: MODULE,
      },
    ],
    [
      'a package that needs another',
      {
        ...manifest({ main: 'a.js' }),
        [`${ROOT}/a.js`]: "exports.fill = require('inner').fill;",
        [`${ROOT}/node_modules/inner/package.json`]: '{}',
        [`${ROOT}/node_modules/inner/index.js`]: COMMONJS,
      },
    ],
  ])('found by %s', (_, files) => {
    expect(pagesWith(files)).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });

  it('of a part of a package, by a pattern', () => {
    const files = { ...manifest({ exports: { './parts/*': './src/*.mjs' } }), [`${ROOT}/src/a.mjs`]: MODULE };
    const source = "import fill from 'filler/parts/a'; export function work() { fill(); }";
    expect(pagesWith(files, source)).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });

  it('of a scope, asked for by require', () => {
    const scoped = '/project/node_modules/@scope/filler';
    const files = {
      [`${scoped}/package.json`]: JSON.stringify({ exports: { import: './a.mjs', require: './a.cjs' } }),
      [`${scoped}/a.mjs`]: 'export const other = 1;',
      [`${scoped}/a.cjs`]: COMMONJS,
    };
    const source = "const { fill } = require('@scope/filler'); exports.work = function work() { fill(); };";
    expect(pagesWith(files, source)).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });

  it('of a workspace, from its sources where it was not built', () => {
    const files = { ...manifest({ main: 'dist/index.js' }), [`${ROOT}/src/index.ts`]: MODULE };
    expect(pagesWith(files)).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });

  it('once for all who use it: what one leaves in it the other finds', () => {
    const files = {
      ...manifest({}),
      [`${ROOT}/index.js`]:
        'let page = null; exports.open = () => { page = new Uint8Array(1 << 20); }; exports.fill = () => page.fill(1);',
    };
    const source = `import { open, fill } from 'filler';
      export function prepare() { open(); }
      export function work() { fill(); }
      prepare();`;
    expect(pagesWith(files, source)).toBeGreaterThan(0.9 * PAGES_OF_1_MIB);
  });
});

describe('what is asked', () => {
  const questionsOf = (files: Readonly<Record<string, string>>, source = USE): readonly string[] =>
    profileNamed(analyzerOf(source, files), 'work').questions;

  it('names the package that is not installed, or only its types', () => {
    const asked = ['What does `filler.fill(…)` do? No code of the package `filler` is installed.'];
    expect(questionsOf({})).toEqual(asked);
    const part = "import fill from 'filler/parts/a'; export function work() { fill(); }";
    expect(questionsOf({}, part)[0]).toContain('No code of the package `filler` is installed.');
    const types = {
      ...manifest({ types: 'a.d.ts' }),
      [`${ROOT}/a.d.ts`]: 'export declare function fill(): void;',
    };
    expect(questionsOf(types)).toEqual(asked);
  });

  it('names none that a runtime brings with it', () => {
    const source = "import { fill } from 'bun:filler'; export function work() { fill(); }";
    expect(questionsOf({}, source)).toEqual(['What does `bun:filler.fill(…)` do? It is not in the source.']);
  });

  it.each([
    ['lives on events', "const { createServer } = require('http'); exports.fill = createServer;"],
    ['does so in a file of its own', "exports.fill = require('./connection.js').fill;"],
    ['is large', `exports.fill = () => {}; // ${'x'.repeat(1_500_000)}`],
  ])('names the package that %s: it is not run', (_, code) => {
    const files = {
      ...manifest({}),
      [`${ROOT}/index.js`]: code,
      [`${ROOT}/connection.js`]: "const net = require('node:net'); exports.fill = () => {};",
    };
    expect(questionsOf(files)).toEqual([
      'What does `filler.fill(…)` do? The package `filler` is not run: only small ones are that just compute.',
    ]);
  });

  it('of code in a package is how long its call takes, where it is called', () => {
    const files = {
      ...manifest({}),
      [`${ROOT}/index.js`]: 'exports.fill = (n) => { for (let i = 0; i < n; i++) [i].push(i); };',
    };
    const source = "import { fill } from 'filler'; export function work(n) { fill(n); }";
    expect(questionsOf(files, source)).toEqual([
      'How long does the code of the package `filler` take here? `assume duration=…`',
    ]);
    const main = "import { fill } from 'filler';\n\nfill(somewhere.count);";
    const { questions } = analyzerOf(main, files).timeline(MAIN);
    expect(questions.map(({ place }) => main.slice(place.span.start, place.span.start + 4))).toContain(
      'fill',
    );
  });
});

it('what a package calls back is told by itself', () => {
  const files = { ...manifest({}), [`${ROOT}/index.js`]: 'exports.run = (work) => { work(); };' };
  const source = `import { run } from 'filler';
    const data = new Float64Array(1 << 22);
    run(function sweep() { for (let r = 0; r < 100; r++) for (let i = 0; i < data.length; i++) data[i] += r; });`;
  const { tasks } = analyzerOf(source, files).timeline(MAIN);
  const names = tasks.flat().flatMap((step) => (step.kind === 'phase' ? [inEnglish(step.phase.name)] : []));
  expect(names).toEqual(['sweep']);
});

it('leaves a loop that loads a package the steps that it had left', () => {
  const heavy = 'let sum = 0; for (let i = 0; i < 1e6; i++) sum += i % 7; exports.sum = sum;';
  const source = `
    let x = 27;
    let steps = 0;
    while (x !== 1) {
      if (steps === 3) require('filler');
      for (let k = 0; k < 250; k++) {}
      x = x % 2 === 0 ? x / 2 : 3 * x + 1;
      steps++;
    }
    const pages = new Uint8Array(steps * 4096);
    function work() { pages.fill(1); }
    work();`;
  const analyzer = analyzerOf(source, { ...manifest({}), [`${ROOT}/index.js`]: heavy });
  const COLLATZ_STEPS_FROM_27 = 111;
  expect(profileNamed(analyzer, 'work').pagesPerCall?.likely).toBe(COLLATZ_STEPS_FROM_27 + 1);
});
