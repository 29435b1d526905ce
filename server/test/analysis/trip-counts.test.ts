import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

const near = (actual: number, expected: number): void => {
  expect(actual).toBeGreaterThan(expected * 0.97);
  expect(actual).toBeLessThan(expected * 1.03);
};

describe('trip counts', () => {
  it.each([
    ['a constant bound', 'for (let i = 0; i < 1e6; i++) {}', 'for', 1e6],
    ['a folded bound', 'const n = 1 << 20; for (let i = 0; i < n; i += 4) {}', 'for', (1 << 20) / 4],
    ['counting down', 'for (let i = 500000; i > 0; i--) {}', 'for', 500_000],
    ['an inclusive bound', 'for (let i = 1; i <= 300000; i++) {}', 'for', 300_000],
    [
      'a while loop with an induction variable',
      'let i = 0; while (i < 900000) { i += 3; }',
      'while',
      300_000,
    ],
    ['a do loop', 'let i = 0; do { i++; } while (i < 400000);', 'do', 400_000],
    ['doubling', 'for (let i = 1; i < 1e9; i *= 2) {}', 'for', 30],
    [
      'cooling down, a ten-thousandth each time, to a fraction',
      'for (let t = 100; t > 1e-6; t *= 0.9999) {}',
      'for',
      184_198,
    ],
    [
      'bounds that the loop around doubles and that only loops inside go by',
      `function fill() {
        const all = []; let from = 1; let to = 2;
        for (let level = 0; level < 15; level++) { for (let i = from; i < to; i++) all[i] = [level, i]; from <<= 1; to <<= 1; }
        return all;
      }
      for (let c = 0; c < 1e6; c++) { const d = [c, c]; d.reverse(); }
      for (let c = 0; c < 1e6; c++) { const d = [c, c]; d.reverse(); }
      for (let a = 0; a < 10; a++) fill();`,
      'for (let i',
      10 * (2 ** 15 - 1),
    ],
    ['a square', 'for (let i = 1; i * i < 1e12; i++) {}', 'for', 1e6],
    [
      'the length of an array',
      'const a = new Array(250000); for (let i = 0; i < a.length; i++) {}',
      'for',
      250_000,
    ],
    [
      'for-of over a known array',
      'const a = new Array(200000).fill(0); for (const x of a) {}',
      'for',
      200_000,
    ],
    [
      'for-of over an array that it appends to',
      'const a = [0]; for (const x of a) { for (let i = 0; i < 3; i++) if (a.length < 900) a.push(i); }',
      'for (const x',
      900,
    ],
    [
      'for-of over a parameter, its variable captured in the body',
      'function each(list) { for (const x of list) [1].map((y) => x + y); } each(new Array(700).fill(0));',
      'for (const',
      700,
    ],
    [
      'for-in over a parameter, its variable captured in the body',
      'function each(o) { for (const key in o) [1].map((y) => o[key] + y); } each({ a: 1, b: 2, c: 3 });',
      'for (const',
      3,
    ],
    ['for-in over an object', 'for (const k in { a: 1, b: 2, c: 3 }) {}', 'for', 3],
    [
      'a generator',
      // Its consumer runs inside its loop: what counts is how often that goes round.
      'function* g() { for (let i = 0; i < 1000; i++) yield i; } for (const x of g()) {}',
      'for (let',
      1000,
    ],
  ])('follow %s', (_name, source, head, expected) => {
    near(tripsOf(source, head), expected);
  });

  it('multiply in nested loops', () => {
    near(tripsOf('for (let y = 0; y < 2000; y++) { for (let x = 0; x < 3000; x++) {} }', 'for (let x'), 6e6);
  });

  it('add up in triangular loops', () => {
    near(
      tripsOf('for (let y = 0; y < 3000; y++) { for (let x = 0; x < y; x++) {} }', 'for (let x'),
      (3000 * 2999) / 2,
    );
  });

  it('follow arrays that loops have filled', () => {
    const source = 'const a = []; for (let i = 0; i < 500000; i++) a.push(i); for (const x of a) {}';
    near(tripsOf(source, 'for (const'), 500_000);
  });

  it('follow counters kept in fields', () => {
    const source = `
      class Stack { constructor() { this.size = 0; } push() { this.size += 1; } }
      const s = new Stack();
      for (let i = 0; i < 400000; i++) s.push();
      for (let j = 0; j < s.size; j++) {}`;
    near(tripsOf(source, 'for (let j'), 400_000);
  });

  it('follow linked lists and recursion as far as they are run', () => {
    const source = `
      let head = null;
      for (let i = 0; i < 1000; i++) head = { next: head };
      while (head) head = head.next;`;
    expect(tripsOf(source, 'while')).toBe(1000);
  });

  it('end with break', () => {
    expect(tripsOf('for (let i = 0; i < 1e9; i++) { if (i === 41) break; }', 'for')).toBe(42);
  });

  it('follow a bound of which only the size is known', () => {
    const source = `
      const text = require('node:fs').readFileSync('in.txt', 'utf8');
      let sum = 0;
      for (let i = 0; i < text.length; i++) { for (let j = 0; j < 400; j++) sum += j; }`;
    const [loop] = executionsOf(source, 'for (let i', { 'in.txt': 20_000 });
    near(loop?.trips.likely ?? 0, 20_000);
    expect(loop?.trips.high).toBeGreaterThan(30_000);
  });

  it('follow a cursor that skips by no even steps', () => {
    const source = `
      let cursor = 0, inside = 0;
      while (cursor < 1e6) {
        for (let k = 0; k < 1e6 - cursor; k += 1000) inside++;
        cursor += 3 + (cursor % 5);
      }`;
    const inner = tripsOf(source, 'for (let k');
    // Half of 1,000 on the average, for some 200,000 cursors.
    expect(inner / tripsOf(source, 'while')).toBeGreaterThan(350);
    expect(inner / tripsOf(source, 'while')).toBeLessThan(650);
  });
});
