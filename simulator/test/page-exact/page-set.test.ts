import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { PageSet } from '../../src/page-exact/page-set.ts';

const PAGES = 64;
const members = fc.uniqueArray(fc.nat(PAGES - 1));
const setOf = (pages: readonly number[]): PageSet => {
  const set = new PageSet(PAGES);
  for (const page of pages) set.add(page);
  return set;
};
const sorted = (pages: Iterable<number>): number[] => [...pages].sort((a, b) => a - b);

it('behaves like a set of numbers', () => {
  fc.assert(
    fc.property(members, members, fc.nat(PAGES - 1), (left, right, probe) => {
      const a = setOf(left);
      const b = setOf(right);
      expect([...a.union(b)]).toEqual(sorted(new Set([...left, ...right])));
      expect([...a.minus(b)]).toEqual(sorted(left.filter((page) => !right.includes(page))));
      expect(a.size).toBe(left.length);
      expect(a.next(probe)).toBe(sorted(left).find((page) => page >= probe) ?? -1);
      expect(a.previous(probe)).toBe(sorted(left).findLast((page) => page <= probe) ?? -1);
    }),
  );
});

it('is empty after everything was taken', () => {
  const set = setOf([1, 2, 3]);
  expect([...set.take()]).toEqual([1, 2, 3]);
  expect(set.size).toBe(0);
});
