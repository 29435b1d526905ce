import { describe, expect, it } from 'vitest';
import { analyzerOf, profileNamed, tripsOf } from './program-fixture.ts';

const TABLE = 'const table = new Map(); for (let i = 0; i < 40; i++) table.set(i, i * 2);';

describe('an iterator asked for one value after the other', () => {
  it.each([
    ['of a table', 'table.values()', 40],
    ['of the elements of a list', '[...table.keys()][Symbol.iterator]()', 40],
    ['of the indices of a list', '[1, 2, 3].keys()', 3],
    ['of the entries of a list', "['a', 'b'].entries()", 2],
    ['of the matches in a text', "'one two three'.matchAll(/\\w+/g)", 3],
    ['that says itself how to go over it', 'table.keys()[Symbol.iterator]()', 40],
  ])('%s hands over each and says when it is done', (_, made, count) => {
    const source = `${TABLE}
      const steps = ${made};
      let step = steps.next();
      while (!step.done) step = steps.next();`;
    expect(tripsOf(source, 'while (!step.done)')).toBe(count);
  });

  it('hands over its own values', () => {
    const source = `${TABLE}
      const steps = table.values();
      steps.next();
      steps.next();
      const third = steps.next().value;
      const pages = new Uint8Array(third * 4096);
      function work() { pages.fill(1); }
      work();`;
    expect(profileNamed(analyzerOf(source), 'work').pagesPerCall?.likely).toBe(4 + 1);
  });

  it('leaves the others to a loop over it', () => {
    const source = `${TABLE}
      const steps = table.keys();
      steps.next();
      for (const key of steps) {}
      for (const none of steps) {}`;
    expect(tripsOf(source, 'for (const key')).toBe(39);
    expect(tripsOf(source, 'for (const none')).toBe(0);
  });

  it('is gone over to its end where it is too long to be run', () => {
    const source = `
      const table = new Map();
      for (let i = 0; i < 200_000; i++) table.set(i, i);
      const steps = table.entries();
      for (;;) {
        const { done } = steps.next();
        if (done) break;
      }`;
    const trips = tripsOf(source, 'for (;;)');
    expect(trips).toBeGreaterThan(150_000);
    expect(trips).toBeLessThan(250_000);
  });
});

it('the oldest key of a cache is known, and goes', () => {
  const source = `
    const cache = new Map();
    for (let i = 0; i < 500; i++) {
      if (cache.size >= 8) cache.delete(cache.keys().next().value);
      cache.set(i, i);
    }
    for (const key of cache.keys()) {}
    const pages = new Uint8Array(cache.keys().next().value * 4096);
    function work() { pages.fill(1); }
    work();`;
  expect(tripsOf(source, 'for (const key')).toBe(8);
  expect(profileNamed(analyzerOf(source), 'work').pagesPerCall?.likely).toBe(492 + 1);
});
