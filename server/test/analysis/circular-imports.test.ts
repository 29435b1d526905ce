import { expect, it } from 'vitest';
import { analyzerOf, MAIN, profileNamed } from './program-fixture.ts';

it('files that import each other have each other’s functions while the entry still runs', () => {
  const analyzer = analyzerOf(
    `import { odd } from './odd.js';
     export function even(n) { return n === 0 ? true : odd(n - 1); }
     for (let i = 0; i < 1e6; i++) even(10);`,
    {
      '/project/odd.js': `import { even } from './main.js';
     export function odd(n) { return n === 0 ? false : even(n - 1); }`,
    },
    MAIN,
  );
  const { questions } = profileNamed(analyzer, 'for (let i = 0; i < 1e6; i++)');
  expect(questions).toEqual([]);
});

it('and each other’s constants, once they are set', () => {
  const analyzer = analyzerOf(
    `import { start } from './other.js';
     export const rows = (n) => new Float64Array(n);
     start();`,
    {
      '/project/other.js': `import { rows } from './main.js';
     export function start() { for (let i = 0; i < 1000; i++) rows(1000).fill(i); }`,
    },
  );
  const { questions, pagesPerCall } = profileNamed(analyzer, 'start', '/project/other.js');
  expect(questions).toEqual([]);
  expect(pagesPerCall?.likely).toBeGreaterThan(100);
});

it('an import is a variable of the other file: what is set there later is seen here', () => {
  const analyzer = analyzerOf(
    `import { buffer, prepare } from './state.js';
     import * as state from './barrel.js';
     prepare();
     function sweep() { buffer.fill(1); }
     function sweepAll() { state.buffer.fill(1); }
     sweep();
     sweepAll();`,
    {
      '/project/state.js': `export let buffer = null;
     export function prepare() { buffer = new Uint8Array(1 << 20); }`,
      '/project/barrel.js': "export { buffer } from './state.js';",
    },
  );
  for (const name of ['sweep', 'sweepAll'])
    expect(profileNamed(analyzer, name).pagesPerCall?.likely).toBeGreaterThan(0.9 * 256);
});

it('a class extends one whose file imports it for its type alone', () => {
  const analyzer = analyzerOf(
    `import { Shape } from './shape';
     import { Square } from './square';
     const shapes: Shape[] = [new Square()];
     function draw() { for (const shape of shapes) shape.fill(); }
     draw();`,
    {
      '/project/shape.ts': `import { Square } from './square';
     export class Shape {
       pixels = new Uint8Array(1 << 20);
       inside: Square | null = null;
       fill() { this.pixels.fill(1); }
     }`,
      '/project/square.ts': `import { Shape } from './shape';
     export class Square extends Shape {}`,
    },
    '/project/main.ts',
  );
  const { questions, pagesPerCall } = profileNamed(analyzer, 'draw', '/project/main.ts');
  expect(questions).toEqual([]);
  expect(pagesPerCall?.likely).toBeGreaterThan(0.9 * 256);
});

it('in JavaScript, an import that nothing uses is run in its turn', () => {
  const analyzer = analyzerOf(
    `import { pixels } from './pixels.js';
     import './prepare.js';
     import { draw } from './draw.js';
     draw();`,
    {
      '/project/pixels.js': 'globalThis.size = 1 << 20; export const pixels = 1;',
      '/project/prepare.js': 'globalThis.bytes = new Uint8Array(globalThis.size);',
      '/project/draw.js': 'const { bytes } = globalThis; export function draw() { bytes.fill(1); }',
    },
    MAIN,
  );
  const { pagesPerCall } = profileNamed(analyzer, 'draw', '/project/draw.js');
  expect(pagesPerCall?.likely).toBeGreaterThan(0.9 * 256);
});
