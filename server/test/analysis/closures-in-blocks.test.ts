import { describe, expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

/** What the program's `result` is, as the trips of a loop to it. */
const resultOf = (source: string): number =>
  tripsOf(`${source}\nfor (let i = 0; i < result; i++) {}`, 'for (let i = 0; i < result');

describe('a function inside a block sees', () => {
  it.each([
    ['what a list hands out', 'let n = 0; for (const x of list) { const g = () => x; n += g(); } return n;'],
    [
      'each key of a list',
      'let n = 0; for (const k in list) { const g = () => list[k]; n += g(); } return n;',
    ],
    [
      'what lists in a list hand out',
      'let n = 0; for (const l of [list]) for (const x of l) { const g = () => x; n += g(); } return n;',
    ],
    [
      'a counter',
      'let n = 0; for (let i = 0; i < 7; i++) { const g = () => i; if (g() === i) n++; } return n;',
    ],
    [
      'a case',
      'switch (list.length) { case 2: { const n = list[0] + list[1]; const g = () => n; return g(); } }',
    ],
    ['all cases', 'switch (list[0]) { case 3: const n = list[1] + 3; const g = () => n; return g(); }'],
    ['what was thrown', 'try { throw { n: 7 }; } catch ({ n }) { const g = () => n; return g(); }'],
    ['a block', '{ const n = list[0]; { const m = list[1]; const g = () => n + m; return g(); } }'],
  ])('%s', (_, body) => {
    expect(resultOf(`function f(list) { ${body} } const result = f([3, 4]);`)).toBe(7);
  });
});
