import { describe, expect, it } from 'vitest';
import { profileIn, tripsOf } from './program-fixture.ts';

describe('generator.next()', () => {
  const LCG = `
    function* randoms(seed) { while (true) { seed = (seed * 1103 + 12345) % 139968; for (let k = 0; k < 10; k++) {} yield seed; } }
    const random = randoms(42);`;

  it.each([5, 50, 5000])('costs as much as the values that are taken: %i', (count) => {
    const taken = `${LCG} exports.take = function take() { let s = 0; for (let i = 0; i < ${count}; i++) s ^= random.next().value; return s; };`;
    const seconds = profileIn(taken, 'take').durationSeconds?.likely ?? 0;
    const one = 20e-9;
    expect(seconds / one).toBeGreaterThan(count / 4);
    expect(seconds / one).toBeLessThan(Math.max(20, count) * 6);
  });

  it('never says that a body is done that yields for ever', () => {
    const source = `${LCG} for (let i = 0; i < 3000; i++) if (random.next().done) for (let j = 0; j < 7; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(0);
  });

  it('says so where it is', () => {
    const source = `
      function* three() { yield 1; yield 2; yield 3; }
      const all = three();
      let n = 0;
      while (!all.next().done) n++;
      for (let j = 0; j < n; j++) {}`;
    expect(tripsOf(source, 'for (let j')).toBe(3);
  });

  it('runs a body that yields for ever for a few values at the least', () => {
    const source = `
      function* numbers() { let n = 0; while (true) yield n++; }
      let s = 0;
      const all = numbers();
      for (let i = 0; i < 5; i++) { s += all.next().value; }`;
    expect(tripsOf(source, 'while (true)')).toBeLessThan(20);
  });
});
