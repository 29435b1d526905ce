import { describe, expect, it } from 'vitest';
import { Elements } from '../../src/analysis/execution/values/elements.ts';

const filled = (count: number, value: (index: number) => number, fallback?: number): Elements => {
  const elements = new Elements(fallback);
  for (let index = 0; index < count; index++) elements.set(index, value(index));
  return elements;
};

describe('elements that sampled loops have filled', () => {
  it('stay sorted when those that are known are', () => {
    const elements = filled(100, (index) => index * 3);
    elements.sampled = true;
    elements.set(50_000, 150_000);
    expect(elements.get(25_000)).toBe(75_000);
  });

  it('come in the proportions of those that are known', () => {
    const elements = filled(1000, (index) => (index % 4 === 0 ? 1 : 0));
    elements.sampled = true;
    const ones = Array.from({ length: 4000 }, (_, index) => elements.get(10_000 + index)).filter(
      (value) => value === 1,
    );
    expect(ones.length).toBeGreaterThan(800);
    expect(ones.length).toBeLessThan(1200);
  });

  it('are what nobody wrote where every iteration was run', () => {
    const elements = new Elements(0);
    for (let index = 0; index < 1000; index += 8) elements.set(index, 1);
    elements.sampled = true;
    elements.set(50_000, 1);
    expect([elements.get(16), elements.get(17)]).toEqual([1, 0]);
  });

  it('are some that are known where one of them would be missing as well', () => {
    const elements = filled(2000, (index) => index % 7);
    elements.sampled = true;
    elements.set(3000, 1);
    for (let index = 3001; index < 6000; index++) expect(elements.get(index)).toBeTypeOf('number');
  });

  it('move up when the first one is taken away', () => {
    const elements = filled(3, (index) => index);
    elements.sampled = true;
    elements.setApart(100, 100);
    elements.shift();
    expect([elements.get(0), elements.get(1), elements.get(99)]).toEqual([1, 2, 100]);
  });

  it('are the nearest of those that stand for all, none of them a hole', () => {
    const elements = new Elements(undefined);
    elements.sampled = true;
    for (const index of [0, 1, 100, 300, 511]) elements.setApart(index, `row ${index}`);
    expect([elements.get(1), elements.get(100)]).toEqual(['row 1', 'row 100']);
    for (let index = 0; index < 512; index++) expect(elements.get(index)).toBeTypeOf('string');
  });
});
