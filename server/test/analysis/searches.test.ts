import { describe, expect, it } from 'vitest';
import { executionsOf, tripsOf } from './program-fixture.ts';

/** A list of which a few elements are made for all, as making each takes long. */
const SAMPLED = `
  function work() { let s = 0; for (let w = 0; w < 5000; w++) s += w; return s; }
  const list = [];
  for (let i = 0; i < 3000; i++) { work(); list.push({ name: 'n' + i, next: 'n' + (i + 1) }); }`;

describe('a search in a list of which most elements are not at hand', () => {
  it('finds an element like the others', () => {
    const source = `${SAMPLED}
      const found = list.find(({ name }) => name === 'none of those at hand');
      if (found) for (let k = 0; k < 10; k++) {}`;
    expect(tripsOf(source, 'for (let k')).toBe(10);
  });

  it.each([
    ['some', "list.some(({ name }) => name === 'x')"],
    ['every', "list.every(({ name }) => name !== 'x')"],
    ['findIndex', "list.findIndex(({ name }) => name === 'x') >= 0"],
  ])('may or may not succeed: %s', (_name, test) => {
    const source = `${SAMPLED}
      if (${test}) { for (let k = 0; k < 100; k++) {} } else { for (let j = 0; j < 100; j++) {} }`;
    for (const head of ['for (let k', 'for (let j']) {
      const [execution] = executionsOf(source, head);
      expect(execution?.calls).toMatchObject({ likely: 0.5, high: 1 });
    }
  });

  it('goes on along what it finds, for as long as nobody knows', () => {
    const source = `${SAMPLED}
      let at = 'n0';
      while (at !== 'n1234') {
        const found = list.find(({ name }) => name === at);
        if (!found) break;
        at = found.next;
      }`;
    expect(tripsOf(source, 'while')).toBeGreaterThan(100);
  });
});

describe('a search in a list whose elements are all at hand', () => {
  it.each([
    ['find', '[1, 2, 3].find((n) => n > 5) === undefined'],
    ['some', '![1, 2, 3].some((n) => n > 5)'],
    ['every', '[1, 2, 3].every((n) => n < 5)'],
    ['findIndex', '[1, 2, 3].findIndex((n) => n > 5) === -1'],
    ['an empty list', '[].every((n) => n > 5) && [].find(() => true) === undefined'],
  ])('is certain: %s', (_name, test) => {
    const source = `if (${test}) for (let k = 0; k < 10; k++) {}`;
    expect(executionsOf(source, 'for (let k')[0]?.calls).toMatchObject({ low: 1, high: 1 });
  });
});

describe('a search in a list', () => {
  it('finds something where some of its iterations are left out, as it always has', () => {
    const source = `
      const names = Array.from({ length: 1000 }, (_, k) => 'n' + k);
      function find(list, test) { let index = -1; while (++index < list.length) if (test(list[index])) return index; return -1; }
      let found = 0;
      for (let i = 0; i < 200; i++) {
        const wanted = 'n' + (i * 137) % 1000;
        if (find(names, (name) => name === wanted) < 0) break;
        found++;
      }
      for (let j = 0; j < found; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(200);
  });
});
