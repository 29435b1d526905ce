import { describe, expect, it } from 'vitest';
import type { Quantity } from '../../src/analysis/effects/quantity.ts';
import { sum } from '../../src/analysis/effects/quantity.ts';
import { executionsOf, profileIn } from './program-fixture.ts';

/** Iterations of a loop, or calls of a function, as far as they are in doubt. */
const timesOf = (source: string, head: string): Quantity =>
  sum(
    executionsOf(source, head).map(({ trips, calls }) => {
      const { low, likely, high } = trips.likely > 0 ? trips : calls;
      return { low, likely, high };
    }),
  );

const INPUT = "const input = JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8'));";

/** 200 elements, of which nobody knows how many pass. */
const CHOSEN = `${INPUT}
  const chosen = [];
  for (let i = 0; i < 200; i++) if (input.choice > i) chosen.push({ i });`;

describe('a list that was filled where nobody knows how often', () => {
  it.each([
    ['for…of', 'let s = 0; for (const one of chosen) s += one.i;', 'for (const one of'],
    ['counting loops', 'for (let k = 0; k < chosen.length; k++) process.stdout.write("x");', 'for (let k'],
    ['forEach', 'chosen.forEach((one) => { globalThis.last = one.i; });', '(one) =>'],
    ['map', 'chosen.map((one) => one.i * 2);', '(one) =>'],
    ['reduce', 'chosen.reduce((s, one) => s + one.i, 0);', '(s, one) =>'],
    ['copies', 'chosen.slice().map((one) => one.i);', '(one) =>'],
  ])('is gone over as often as that: %s', (_name, use, head) => {
    const times = timesOf(`${CHOSEN}\n${use}`, head);
    expect(times.likely).toBeCloseTo(100, -1);
    expect(times.low).toBeLessThan(30);
    expect(times.low).toBeGreaterThan(5);
    expect(times.high).toBeCloseTo(200, -1);
  });

  it.each([
    ['the first', 'chosen.slice(0, 10)', { low: 10, likely: 10, high: 10 }],
    ['the last', 'chosen.slice(-10)', { low: 10, likely: 10, high: 10 }],
  ])('has a part that is certain: %s few', (_name, part, times) => {
    expect(timesOf(`${CHOSEN}\n${part}.map((one) => one.i);`, '(one) =>')).toEqual(times);
  });

  it('is there for those who come by under the same doubt', () => {
    const source = `${INPUT}
      if (input.choice) {
        const list = [];
        for (let i = 0; i < 50; i++) list.push({ i });
        for (const one of list) process.stdout.write(String(one.i));
      }`;
    expect(timesOf(source, 'for (const one').likely).toBeCloseTo(0.5 * 50);
  });

  it('is certain again once it has been emptied and filled', () => {
    const source = `${CHOSEN}
      chosen.length = 0;
      for (let i = 0; i < 30; i++) chosen.push({ i });
      for (const one of chosen) process.stdout.write(String(one.i));`;
    expect(timesOf(source, 'for (const one of')).toEqual({ low: 30, likely: 30, high: 30 });
  });
});

describe('a list that nobody has seen', () => {
  it.each([
    [
      "of which a variable's type says what it is",
      "const rows: { id: string }[] = require('elsewhere').load();",
    ],
    [
      'as a method that only arrays have tells',
      "const rows = require('elsewhere').load().map((row) => ({ row }));",
    ],
  ])('may have few elements or many, everywhere it is gone over: %s', (_name, made) => {
    const { low, likely, high } = timesOf(
      `${made} for (const one of rows) one.id = 'x';`,
      'for (const one of',
    );
    expect(low).toBeLessThanOrEqual(likely / 10);
    expect(high).toBeGreaterThanOrEqual(likely * 10);
  });
});

describe('a list that others are spread into', () => {
  it.each([
    ['a long list', 'const from = new Array(30000).fill(1);'],
    [
      'a generator',
      'function* numbers() { for (let i = 0; i < 30000; i++) yield i; } const from = numbers();',
    ],
    ['a set', 'const from = new Set(); for (let i = 0; i < 30000; i++) from.add(i);'],
  ])('has all of them: %s', (_name, made) => {
    const times = timesOf(`${made} for (const one of [0, ...from]) {}`, 'for (const one of');
    expect(times.likely).toBeGreaterThan(29_000);
    expect(times.likely).toBeLessThan(31_000);
  });
});

describe('what a loop leaves that nobody can count', () => {
  const source = `
    const rows = [];
    exports.load = function load(input) {
      for (const row of input) rows.push({ row });
      for (const one of rows) one.seen = true;
    };`;

  it('is as much in doubt as the loop, and asked for', () => {
    const times = timesOf(source, 'for (const one of');
    expect(times.high).toBeGreaterThan(20 * times.likely);
    expect(times.low).toBeLessThan(times.likely / 5);
    expect(profileIn(source, 'for (const one of rows)').questions).toEqual([
      'How many elements does `[]` (line 2) have? `assume trips=…`',
    ]);
  });
});

describe('keys under which nobody knows what was written', () => {
  it.each([
    ['Object.keys', 'const table = {};', 'table[key] = 1', 'Object.keys(table)'],
    ['Object.entries', 'const table = {};', 'table[key] = 1', 'Object.entries(table)'],
    ['Map.keys', 'const table = new Map();', 'table.set(key, 1)', 'table.keys()'],
  ])('come as few or as many: %s', (_name, made, written, listed) => {
    const source = `${INPUT} ${made}
      for (let i = 0; i < 400; i++) { const key = String(input.keys[i]); ${written}; }
      for (const one of ${listed}) process.stdout.write(String(one));`;
    const times = timesOf(source, 'for (const one of');
    expect(times.low).toBeLessThan(5);
    expect(times.likely).toBeCloseTo(20, -1);
    expect(times.high).toBeGreaterThan(300);
  });
});
