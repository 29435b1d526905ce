import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analysis/profiles/summarise.ts';
import { executionsOf, profileIn } from './program-fixture.ts';

const tripsOver = (source: string) => {
  const [node] = executionsOf(source, 'for (const');
  if (!node) throw new Error('never executed');
  return node.trips;
};

const certain = (count: number) => ({ low: count, likely: count, high: count });

describe('entries under keys that nobody knows', () => {
  it.each([
    ['a Set', 'const table = new Set();', 'table.add(key);', 'of table'],
    ['a Map', 'const table = new Map();', 'table.set(key, 1);', 'of table'],
    ['an object', 'const table = {};', 'table[key] = 1;', 'in table'],
  ])('of %s are at most as many as writes, and likely fewer', (_name, table, write, over) => {
    const { low, likely, high } = tripsOver(`
      ${table}
      for (let i = 0; i < 100; i++) { const key = globalThis.unheardOf(i); ${write} }
      for (const one ${over}) {}`);
    expect(low).toBeLessThan(5);
    expect(likely).toBeCloseTo(10, 5);
    expect(high).toBeGreaterThanOrEqual(100);
  });

  it('are asked for where a loop goes over them', () => {
    const { questions } = profileIn(
      `const table = new Set();
       for (let i = 0; i < 100; i++) table.add(globalThis.unheardOf(i));
       function visit() { for (const one of table) {} }
       visit();`,
      'visit',
    );
    expect(questions.join()).toContain('`new Set()` (line 1)');
  });

  it('are likely among the known ones', () => {
    const { likely } = tripsOver(`
      const table = new Set();
      for (let i = 0; i < 50; i++) table.add(i);
      for (let i = 0; i < 100; i++) table.add(globalThis.unheardOf(i));
      for (const one of table) {}`);
    expect(likely).toBeGreaterThanOrEqual(50);
    expect(likely).toBeLessThanOrEqual(51);
  });

  it('are gone when the table is cleared', () => {
    const trips = tripsOver(`
      const table = new Set();
      for (let i = 0; i < 100; i++) table.add(globalThis.unheardOf(i));
      table.clear();
      table.add('one');
      for (const one of table) {}`);
    expect(trips).toMatchObject(certain(1));
  });

  it('may pile up for good, but are not expected to', () => {
    const source = `
      const counts = new Map();
      exports.note = function note(word) { counts.set(word, (counts.get(word) ?? 0) + 1); };`;
    const summary = summarise(executionsOf(source, 'function note'));
    expect(summary?.retainedBytesPerCall.likely).toBe(0);
    expect(summary?.retainedBytesPerCall.high).toBeGreaterThan(0);
    expect(profileIn(source, 'note').rangePages?.likely).toBeLessThan(10_000);
  });
});
