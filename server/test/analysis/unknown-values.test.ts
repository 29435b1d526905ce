import { describe, expect, it } from 'vitest';
import type { Quantity } from '../../src/analysis/effects/quantity.ts';
import { analyzerOf, profileIn, profileNamed, tripsOf } from './program-fixture.ts';

const PAGE_BYTES = 4096;

describe('big integers that nobody knows', () => {
  it('are objects, a product as long as both factors', () => {
    const source = `
      exports.power = function power(base, modulus) {
        let result = 1n;
        for (let i = 0; i < 1000; i++) result = (result * base) % modulus;
        return result;
      };`;
    const { pagesPerCall } = profileIn(source, 'power');
    const [product, rest] = [16 + 8 * 8, 16 + 4 * 8];
    expect(pagesPerCall?.likely).toBeGreaterThan((900 * (product + rest)) / PAGE_BYTES);
    expect(pagesPerCall?.likely).toBeLessThan((2000 * (product + rest)) / PAGE_BYTES);
  });

  it('have the methods of big integers', () => {
    const source = 'exports.text = function text(n) { return (n * 2n).toString(16).padStart(64, "0"); };';
    expect(profileIn(source, 'text').questions).toEqual([]);
  });
});

describe('text that nobody knows', () => {
  const TEXT = 'x'.repeat(10_000);
  const pages = (work: string): number | undefined => {
    const source = `const fs = require('fs'); exports.read = function read() { const text = fs.readFileSync('in.txt', 'utf8'); ${work} };`;
    return profileNamed(analyzerOf(source, { '/project/in.txt': TEXT }), 'read').pagesPerCall?.likely;
  };

  it('is split into each of its characters', () => {
    const whole = pages("return text.split('').map((character) => ({ character }));");
    const byLine = pages(
      "return text.split('\\n').map((line) => line.split('').map((character) => ({ character })));",
    );
    expect(whole).toBeGreaterThan((TEXT.length * 24) / PAGE_BYTES);
    expect(byLine).toBeGreaterThan((TEXT.length * 24) / PAGE_BYTES);
  });

  it('is matched as often as is usual', () => {
    const found = pages(
      'const all = []; for (const word of text.match(/\\w+/g)) all.push({ word }); return all;',
    );
    expect(found).toBeGreaterThan(pages('return text;') ?? 0);
  });

  it('is what methods of strings alone are called on', () => {
    const source = 'exports.last = function last(match) { return match[1].toLowerCase().charAt(0); };';
    expect(profileIn(source, 'last').questions).toEqual([]);
  });
});

describe('what a function that nobody knows returns', () => {
  const SOURCE = `
    const canvas = document.createElement('canvas');
    canvas.width = 300;
    const paint = (width) => { for (let x = 0; x < width; x++) {} };
    paint(canvas.width);`;

  it('has what the program puts on it', () => {
    expect(tripsOf(SOURCE, 'for (let x')).toBe(300);
  });

  it('keeps that alive', () => {
    const source = `
      exports.attach = function attach() { const node = document.createElement('p'); node.data = { a: 1, b: 2, c: 3 }; };`;
    const without = source.replace('node.data = { a: 1, b: 2, c: 3 };', '');
    const allocated = (text: string): number =>
      profileIn(text, 'attach').allocationBytesPerSecond?.likely ?? 0;
    expect(allocated(source)).toBeGreaterThan(allocated(without));
  });
});

describe('numbers that nobody knows', () => {
  it('are numbers: what is done where they are not is the exception', () => {
    const table = (guard: string): number | undefined =>
      profileIn(
        `exports.table = function table(list) { const n = list.length; ${guard} return new Float64Array(n * n); };`,
        'table',
      ).pagesPerCall?.likely;
    expect(table('if (isNaN(n) || !Number.isFinite(n)) return [];')).toBeCloseTo(table('') ?? Number.NaN, 0);
  });

  it('are anything between the two where an unknown test chooses', () => {
    const calls = (n: string): Quantity | null =>
      profileIn(
        `exports.work = function work(reply) {
          const n = ${n};
          const all = [];
          for (let i = 0; i < n; i++) all.push({ i });
          return all;
        };`,
        'work',
      ).pagesPerCall;
    const [chosen, most] = [calls('reply.big ? 100_000 : 10'), calls('100_000')];
    const likely = (most?.likely ?? Number.NaN) / (chosen?.likely ?? Number.NaN);
    expect(likely).toBeGreaterThan(1.5);
    expect(likely).toBeLessThan(2.5);
    expect(chosen?.low).toBeLessThan((chosen?.likely ?? Number.NaN) / 5);
    expect(chosen?.high).toBeGreaterThanOrEqual(most?.likely ?? Number.NaN);
  });
});

describe('what is looked up in a table at a key that nobody knows', () => {
  const pagesOf = (source: string): Quantity | null => profileIn(source, 'work').pagesPerCall;
  const FEW_AND_MANY =
    'const few = () => [{ few: 1 }]; const many = () => Array.from({ length: 100_000 }, (_, i) => ({ i }));';
  const many = pagesOf(`${FEW_AND_MANY} exports.work = function work() { return many(); };`);

  it('is any of its numbers', () => {
    const sized = (size: string): Quantity | null =>
      pagesOf(
        `const SIZES = { small: 10, large: 100_000 };
        exports.work = function work(reply) { const all = []; for (let i = 0; i < ${size}; i++) all.push({ i }); return all; };`,
      );
    const [chosen, most] = [sized('SIZES[reply.size]'), sized('SIZES.large')];
    expect(chosen?.low).toBeLessThan((most?.low ?? Number.NaN) / 5);
    expect(chosen?.likely).toBeGreaterThan((most?.likely ?? Number.NaN) / 4);
    expect(chosen?.high).toBeGreaterThanOrEqual(most?.likely ?? Number.NaN);
  });

  it('is the one number that all are', () => {
    const source = `
      const SIZES = { small: 300, large: 300 };
      const work = (reply) => { for (let i = 0; i < SIZES[reply.size]; i++) {} };
      work(JSON.parse(process.argv[2]));`;
    expect(tripsOf(source, 'for (let i')).toBe(300);
  });

  it('is any of its functions, each for its share of the calls', () => {
    for (const table of ['[few, many]', '[many, few]', '{ few, many }', '{ many, few }']) {
      const called = pagesOf(
        `${FEW_AND_MANY} const HANDLERS = ${table};
        exports.work = function work(reply) { return HANDLERS[reply.kind](); };`,
      );
      expect(called?.likely, table).toBeGreaterThan((many?.likely ?? Number.NaN) / 4);
      expect(called?.likely, table).toBeLessThan(many?.likely ?? Number.NaN);
      expect(called?.low, table).toBeLessThan((called?.likely ?? Number.NaN) / 4);
    }
  });

  it('returns what any of its functions may return', () => {
    const source = `
      const COUNTS = { few: () => 200, many: () => 400 };
      const work = (reply) => { const count = COUNTS[reply.kind](); for (let i = 0; i < count; i++) {} };
      work(JSON.parse(process.argv[2]));`;
    expect(tripsOf(source, 'for (let i')).toBeCloseTo(300, -1);
  });

  it('leaves aside a function that throws', () => {
    const source = `
      const COUNTS = { none: () => { throw new Error('none'); }, many: () => 400 };
      const work = (reply) => { const count = COUNTS[reply.kind](); for (let i = 0; i < count; i++) {} };
      work(JSON.parse(process.argv[2]));`;
    expect(tripsOf(source, 'for (let i')).toBe(400);
  });
});

describe('a number that the program has ready in place of one that nobody knows', () => {
  const trips = (size: string): number | null =>
    tripsOf(
      `const reply = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
      ${size}
      for (let i = 0; i < size; i++) {}`,
      'for (let i',
    );
  const pages = (size: string): Quantity | null =>
    profileIn(
      `exports.work = function work(reply) { ${size} const all = []; for (let i = 0; i < size; i++) all.push({ i }); return all; };`,
      'work',
    ).pagesPerCall;

  it.each([
    ['of a tested value', 'const size = reply.size || 2000;'],
    ['of a missing value', 'const size = reply.size ?? 2000;'],
    ['of a destructured value', 'const { size = 2000 } = reply;'],
    ['of an argument', 'const sizeOf = (size = 2000) => size; const size = sizeOf(reply.size);'],
  ])('says how large the other is: %s', (_, size) => {
    expect(trips(size)).toBe(2000);
    const [open, most] = [pages(size), pages('const size = 20_000;')];
    expect(open?.high).toBeGreaterThanOrEqual(most?.likely ?? Number.NaN);
    expect(open?.low).toBeLessThan((open?.likely ?? Number.NaN) / 4);
  });

  it('says nothing where it stands for none', () => {
    for (const none of ['0', '-1', 'Infinity'])
      expect(trips(`const size = reply.size ?? ${none};`), none).toBe(trips('const size = reply.size;'));
  });
});
