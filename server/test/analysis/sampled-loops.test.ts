import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

/** Too much to be run one by one, wherever it is called. */
const WORK = 'function work() { let s = 0; for (let w = 0; w < 5000; w++) s += w; return s; }';

describe('what iterations hand on to each other', () => {
  it('moves on as far as the iterations that are not run would have moved it', () => {
    const source = `
      ${WORK}
      const build = (from) => { work(); return from + 3; };
      let n = 0;
      for (let i = 0; i < 2000; i++) n = build(n);
      for (let j = 0; j < n; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBeGreaterThan(5800);
    expect(tripsOf(source, 'for (let j')).toBeLessThan(6200);
  });

  it('does not run away when it goes round', () => {
    const source = `
      ${WORK}
      const ring = [];
      let k = 0;
      for (let i = 0; i < 2000; i++) { work(); ring[k] = i; k = (k + 1) % 500; }
      for (let j = 0; j < ring.length; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBeLessThanOrEqual(500);
  });
});

describe('a table that is made twice as large when it is full', () => {
  it.each([
    ['counted in the test', 'if (++this.size > this.limit) this.grow();'],
    ['counted before it', 'this.size++; if (this.size >= this.limit) { this.grow(); }'],
  ])('holds all that iterations add which are not run: %s', (_name, added) => {
    const source = `
      const work = () => { let s = 0; for (let w = 0; w < 500; w++) s += w; return s; };
      class Table {
        constructor() { this.size = 0; this.limit = 2; this.slots = new Array(2); }
        add() { ${added} }
        grow() { for (let k = 0; k < 1; k++) {} this.limit *= 2; this.slots = new Array(this.limit); }
      }
      const table = new Table();
      for (let i = 0; i < 100000; i++) { work(); table.add(); }
      for (let j = 0; j < table.slots.length; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(2 ** 17);
    expect(tripsOf(source, 'for (let k')).toBeCloseTo(16, 0);
  });
});

describe('a queue that is emptied and filled in one loop', () => {
  it.each([
    ['an array, from its end', 'queue.pop()', 'queue.length'],
    ['an array, from its start', 'queue.shift()', 'queue.length'],
  ])('is as long for an iteration that stands for many as for each of them: %s', (_name, take, size) => {
    const source = `
      ${WORK}
      const queue = [];
      for (let i = 0; i < 100; i++) queue.push(i);
      for (let i = 0; i < 5000; i++) {
        work();
        const one = ${take};
        for (let j = 0; j < ${size}; j++) {}
        queue.push(one);
      }`;
    expect(tripsOf(source, 'for (let j')).toBeGreaterThan(5000 * 97);
    expect(tripsOf(source, 'for (let j')).toBeLessThan(5000 * 103);
  });

  it('holds no more entries than it is let: a Map', () => {
    const source = `
      ${WORK}
      const cache = new Map();
      for (let i = 0; i < 5000; i++) {
        work();
        cache.set('key' + i, i);
        if (cache.size > 50) cache.delete(cache.keys().next().value);
      }
      for (const entry of cache) {}`;
    expect(tripsOf(source, 'for (const entry')).toBeLessThan(60);
  });
});

describe('the steps of an execution', () => {
  it('last for what comes after deeply nested loops', () => {
    const nested = ['a', 'b', 'c', 'd', 'e'].reduceRight(
      (body, name) => `for (let ${name} = 0; ${name} < 50; ${name}++) { ${body} }`,
      'work();',
    );
    const source = `
      ${WORK}
      ${nested}
      const seen = [];
      for (let i = 0; i < 40; i++) seen.push(work());
      for (const one of seen) {}`;
    const [after] = executionsOf(source, 'for (let i');
    expect(after?.trips.likely).toBeCloseTo(40);
    const runs = [...(after?.children.values() ?? [])].reduce((sum, { entries }) => sum + entries, 0);
    expect(runs).toBeGreaterThan(1);
    expect(tripsOf(source, 'for (const one')).toBeCloseTo(40);
  });
});

describe('a function that the program does not call', () => {
  it('leaves what the program has set up as it was', () => {
    const source = `
      const limits = { trips: 700 };
      exports.setLimit = function setLimit(value) { limits.trips = value; };
      exports.zrun = function zrun() { for (let i = 0; i < limits.trips; i++) {} };`;
    const [loop] = executionsOf(source, 'for (let i');
    expect(loop && loop.trips.likely / loop.calls.likely).toBe(700);
  });
});

describe('branches that go by the data', () => {
  it('are taken as often by the iterations that are not run as by those that are', () => {
    const source = `
      const marks = new Int8Array(1000000);
      for (let i = 0; i < marks.length; i += 8) marks[i] = 1;
      const found = [];
      for (let i = 0; i < marks.length; i++) { if (marks[i]) found.push(i); }
      for (const one of found) {}`;
    expect(tripsOf(source, 'for (const one')).toBeGreaterThan(125_000 / 1.5);
    expect(tripsOf(source, 'for (const one')).toBeLessThan(125_000 * 1.5);
  });

  it.each([
    ['hit === undefined', 'misses++;', 'use(hit);'],
    ['hit', 'use(hit);', 'misses++;'],
    ['!hit || misses < 0', 'misses++;', 'use(hit);'],
  ])('work on what is there, where the test asks for it: %s', (test, yes, no) => {
    const source = `
      ${WORK}
      let misses = 0;
      const hits = [{ parts: [1, 2, 3, 4, 5] }, undefined, undefined, undefined];
      const use = (hit) => { for (const part of hit.parts) {} };
      for (let i = 0; i < 4000; i++) {
        work();
        const hit = hits[(i * 7) % 4];
        if (${test}) { ${yes} } else { ${no} }
      }`;
    expect(tripsOf(source, 'for (const part') / 5000).toBeCloseTo(1, 1);
  });

  it('leave what one of the ways leads to', () => {
    const source = `
      const data = Array.from({ length: 300000 }, (_, i) => i % 10);
      const count = { threes: 0 };
      for (const one of data) { if (one !== 3) continue; count.threes++; }
      for (let j = 0; j < count.threes; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBeGreaterThan(30_000 / 1.5);
    expect(tripsOf(source, 'for (let j')).toBeLessThan(30_000 * 1.5);
  });

  it('seldom go the way they never went, where the value is not known any more', () => {
    const source = `
      const fail = () => { const dump = []; for (let i = 0; i < 1000; i++) dump.push({ i }); };
      const check = (state) => { if (state.broken) fail(); };
      const states = [];
      for (let i = 0; i < 100; i++) states.push({ broken: false });
      states.push(globalThis.unheardOf);
      for (const state of states) check(state);`;
    expect(tripsOf(source, 'for (let i = 0; i < 1000')).toBeLessThan(100);
  });
});

describe('an iteration that goes on from what the one before it has left', () => {
  it('goes the way that the state says, not both ways by turns', () => {
    const source = `
      ${WORK}
      let n = 837799;
      while (n !== 1) {
        work();
        if (n % 2 === 0) n /= 2;
        else n = 3 * n + 1;
      }
      if (!Number.isInteger(n)) for (let i = 0; i < 100; i++) {}`;
    expect(tripsOf(source, 'for (let i')).toBe(0);
  });
});

describe('a loop that begins when the steps are used up', () => {
  it('is run to its end where it is short: what is computed digit by digit is computed whole', () => {
    const source = `
      ${WORK}
      const digits = [];
      for (let at = 0; at < 40; at++) digits.push(7);
      for (let i = 0; i < 1000; i++) {
        work();
        for (let at = 0; at < 40; at++) digits[at] = (digits[at] * 3) % 10;
        const wrong = [];
        for (let at = 1; at < 40; at++) if (digits[at] !== digits[0]) wrong.push(at);
        for (let found = 0; found < wrong.length; found++) {}
      }`;
    expect(tripsOf(source, 'for (let found')).toBe(0);
  });
});

describe('a loop that goes by what iterations have left that were not all run', () => {
  it('does not look for a number that was never written', () => {
    const source = `
      ${WORK}
      const levels = [0];
      for (let i = 1; i < 20000; i++) {
        work();
        levels[i] = (levels[i - 1] + 1000) % 1000000;
        let guess = (i % 1000) * 1000 + 2;
        while (levels[i] < --guess) work();
      }`;
    expect(tripsOf(source, 'while (levels[i]')).toBeLessThan(2 * 20000);
  });

  it('takes no longer than any before it: links that have come to lead in rings', () => {
    const source = `
      let buckets = new Array(16).fill(null);
      let count = 0;
      const grow = () => {
        const old = buckets;
        buckets = new Array(2 * old.length).fill(null);
        for (let i = 0; i < old.length; i++) {
          let entry = old[i];
          while (entry) {
            const next = entry.next;
            const at = entry.key & (buckets.length - 1);
            entry.next = buckets[at];
            buckets[at] = entry;
            entry = next;
          }
        }
      };
      const find = (key) => {
        let entry = buckets[key & (buckets.length - 1)];
        while (entry && entry.key !== key) entry = entry.next;
        return entry;
      };
      const add = (key) => {
        if (find(key)) return;
        const at = key & (buckets.length - 1);
        buckets[at] = { key, next: buckets[at] };
        if (++count > buckets.length) grow();
      };
      for (let i = 0; i < 50000; i++) add(i);
      for (let i = 0; i < 50000; i++) find(i);`;
    const [search] = executionsOf(source, 'while (entry &&');
    expect(search && search.trips.high / search.calls.likely).toBeLessThan(2000);
  });
});
