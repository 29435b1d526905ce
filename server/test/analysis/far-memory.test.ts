import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../scripts/accuracy/csv.ts';
import { waitNanoseconds } from '../../src/analysis/execution/heap/memory-latency.ts';
import { profileIn } from './program-fixture.ts';

const rows = parseCsv(readFileSync(path.join(import.meta.dirname, '../data/durations-micro.csv'), 'utf8'));

/** Nanoseconds that each of the 100,000 reads of a row takes. */
const nanosecondsOf = (name: string, kib: number): number => {
  const row = rows.find((each) => each.get('entity') === `${name}, ${kib} KiB`);
  return (Number(row?.get('iter_ms')) * 1e6) / 100_000;
};

describe('waiting for memory', () => {
  it.each([
    ['objects linked in random order', 'chained'],
    ['Float64Array read at random', 'independent'],
  ] as const)('takes what %s were measured to, beyond the nearest cache', (name, order) => {
    for (const kib of [8192, 32_768, 131_072, 262_144]) {
      const measured = nanosecondsOf(name, kib) - nanosecondsOf(name, 32);
      expect(waitNanoseconds(kib * 1024, order) / measured, `${kib} KiB`).toBeCloseTo(1, 1);
    }
  });

  it('takes nothing for what is near, or was fetched ahead', () => {
    expect(waitNanoseconds(32 * 1024, 'chained')).toBe(0);
    expect(waitNanoseconds(1e9, 'ahead')).toBe(0);
  });

  it('takes the longer, the longer ago it was touched', () => {
    const waits = [1e5, 1e6, 1e7, 1e8, 1e9, 1e10].map((bytes) => waitNanoseconds(bytes, 'chained'));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(waits.at(-2));
  });
});

const secondsOf = (source: string): number => profileIn(source, 'run').durationSeconds?.likely ?? Number.NaN;

/** Reads 10,000 objects of a list of `count`, each found by `index`. */
const readingObjects = (count: number, index: string): string => `
  const list = [];
  for (let i = 0; i < ${count}; i++) list.push({ x: i, y: i });
  export function run() {
    let sum = 0;
    for (let i = 0; i < 10000; i++) sum += list[${index}].x;
    return sum;
  }
  run();`;

describe('reads of objects', () => {
  it('last longer at random in a large list than in a small one', () => {
    const random = '(i * 7919 + 13) % list.length';
    expect(secondsOf(readingObjects(2_000_000, random))).toBeGreaterThan(
      4 * secondsOf(readingObjects(200, random)),
    );
  });

  it('last no longer one after the other', () => {
    expect(secondsOf(readingObjects(2_000_000, 'i'))).toBeLessThan(
      1.5 * secondsOf(readingObjects(20_000, 'i')),
    );
  });
});

describe('a Map', () => {
  const asking = (count: number): string => `
    const map = new Map();
    for (let i = 0; i < ${count}; i++) map.set(i, i);
    export function run() {
      let sum = 0;
      for (let i = 0; i < 10000; i++) sum += map.get((i * 7919) % ${count});
      return sum;
    }
    run();`;

  it('is asked more slowly when it is large', () => {
    expect(secondsOf(asking(2_000_000))).toBeGreaterThan(4 * secondsOf(asking(200)));
  });

  const firstKeys = (between: string): string => `
    const map = new Map();
    for (let i = 0; i < 5000; i++) map.set(i, i);
    ${between}
    export function run() {
      for (let i = 0; i < 100; i++) map.keys().next();
    }
    run();`;

  it('passes over the places of deleted entries to its first key', () => {
    const deleting = 'for (let i = 0; i < 1000; i++) { map.delete(i); map.set(5000 + i, i); }';
    expect(secondsOf(firstKeys(deleting))).toBeGreaterThan(4 * secondsOf(firstKeys('')));
  });
});

describe('the cost of an operation', () => {
  const repeating = (setUp: string, operation: string): string => `
    ${setUp}
    export function run() {
      let sum = 0;
      for (let i = 0; i < 1000; i++) sum += ${operation};
      return sum;
    }
    run();`;

  it('is higher for a remainder of numbers beyond 31 bits', () => {
    expect(secondsOf(repeating('', '(i * 2147483659) % 97'))).toBeGreaterThan(
      5 * secondsOf(repeating('', '(i * 21) % 97')),
    );
  });

  it('is higher for a property by a computed text', () => {
    const setUp = "const o = { a: 1, b: 2 }; const names = ['a', 'b'];";
    expect(secondsOf(repeating(setUp, 'o[names[i & 1]]'))).toBeGreaterThan(
      2 * secondsOf(repeating(setUp, 'names[i & 1].length + o.a')),
    );
  });
});
