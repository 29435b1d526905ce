import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

/** A loop so long that it takes all steps where it is run one by one. */
const MANY = 300_000;

describe('a loop that puts one value into elements in a row', () => {
  it('goes round as often as it counts, and only few of its iterations are run', () => {
    const [fill] = executionsOf(
      `const table = []; for (let i = 0; i < ${MANY}; i++) table[i] = null;`,
      'for (let i',
    );
    expect(fill?.trips.likely).toBeCloseTo(MANY);
    expect(fill?.rounds).toBeLessThan(500);
  });

  it('leaves the steps to what comes after it', () => {
    const source = `
      const table = new Array(${MANY});
      for (let i = 0; i < ${MANY}; i++) table[i] = 0;
      let found = 0;
      for (let i = 0; i < 5000; i++) found++;`;
    const [after] = executionsOf(source, 'for (let i = 0; i < 5000');
    expect(after?.rounds).toBe(5000);
  });

  it.each(['[]', `new Array(${MANY})`, `new Uint8Array(${MANY})`])('fills all of them: %s', (made) => {
    const source = `
      const table = ${made};
      for (let i = 0; i < ${MANY}; i++) table[i] = 7;
      for (let j = 0; j < table[1234]; j++) {}
      for (let k = 0; k < table[250000]; k++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(7);
    expect(tripsOf(source, 'for (let k')).toBe(7);
  });

  it('does not bring back what stands beside: a hash table that has one entry has no other', () => {
    const source = `
      const buckets = [];
      for (let i = 0; i < ${MANY}; i++) buckets[i] = null;
      buckets[200000] = { count: 9 };
      const count = (at) => (buckets[at] === null ? 0 : buckets[at].count);
      for (let j = 0; j < count(200000); j++) {}
      for (let k = 0; k < count(200001); k++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(9);
    expect(tripsOf(source, 'for (let k')).toBe(0);
  });

  it('leaves alone what lies outside of its range', () => {
    const source = `
      const table = [];
      for (let i = 0; i < 100; i++) table.push(i);
      for (let i = 100; i < ${MANY}; i++) table[i] = 1;
      for (let j = 0; j < table[50]; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(50);
  });

  it('is another matter where values differ', () => {
    const [mixed] = executionsOf(
      'const table = []; for (let i = 0; i < 3000; i++) table[i] = (i * 7) % 13;',
      'for (let i',
    );
    expect(mixed?.rounds).toBe(3000);
  });
});
