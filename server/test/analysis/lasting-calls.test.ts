import { describe, expect, it } from 'vitest';
import { LastingCalls } from '../../src/analysis/execution/costs/lasting-calls.ts';
import { profileIn } from './program-fixture.ts';

const cost = (nanoseconds: number, youngBytes: number) => ({
  nanoseconds,
  youngBytes,
  largeBytes: 0,
  externalBytes: 0,
});

describe('calls that weigh as much as they last', () => {
  it('are all alike where nothing tells them apart', () => {
    const calls = new LastingCalls();
    calls.add(10, cost(1000, 4096));
    expect([calls.excess('nanoseconds'), calls.excess('youngBytes'), calls.excess('largeBytes')]).toEqual([
      1, 1, 1,
    ]);
  });

  it('leave a short one behind the long one: a random moment finds the long one', () => {
    const calls = new LastingCalls();
    calls.add(1, cost(1, 100));
    calls.add(1, cost(999, 9900));
    // the mean call writes 5000 bytes; at a random moment 0.1 % of the time the short one runs
    expect(calls.excess('youngBytes') * 5000).toBeCloseTo(0.001 * 100 + 0.999 * 9900);
  });
});

describe('the pages of a call', () => {
  it('are those of a call that finds what the first one made for all', () => {
    const pages = (table: string): number =>
      profileIn(
        `let table = ${table};
         function fill() { return Array.from({ length: 50000 }, (_, i) => ({ i })); }
         function look(n) { table ??= fill(); return { found: table[n] }; }
         for (;;) look(7);`,
        'look',
      ).pagesPerCall?.likely ?? 0;
    expect(pages('null')).toBeLessThan(pages('fill()') + 5);
  });

  it('are those of the long call, not the mean with a self-test on a small input', () => {
    const made = (calls: string): number =>
      profileIn(
        `function fill(n) { const rows = []; for (let i = 0; i < n; i++) rows.push([i, i, i]); return rows; }
         ${calls}`,
        'fill',
      ).pagesPerCall?.likely ?? 0;
    const alone = made('fill(100000);');
    expect(made('fill(10); fill(10); fill(10); fill(100000);')).toBeGreaterThan(0.7 * alone);
  });
});
