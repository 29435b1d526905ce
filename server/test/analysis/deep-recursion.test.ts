import { describe, expect, it } from 'vitest';
import { executionsOf, profileIn } from './program-fixture.ts';

describe('a recursion that nobody sees the end of', () => {
  it('does not double at each of its depths', () => {
    const source = `
      function split(from, to) { split(from, to); split(from, to); }
      export const run = () => { split(0, 100); };
      run();`;
    expect(profileIn(source, 'run').durationSeconds?.likely ?? 0).toBeLessThan(10);
  });

  it('does not cost more the more often it is called', () => {
    const source = `
      function descend(list, depth) {
        const next = list.map((one) => ({ one, depth }));
        if (globalThis.goesOn) return;
        for (const part of next) descend(next, depth + 1);
      }
      function many() { for (let i = 0; i < 300; i++) descend([1, 2, 3], 0); }
      many();`;
    const [many] = executionsOf(source, 'function many');
    expect(many?.lasting.excess('youngBytes')).toBeLessThan(10);
    expect(profileIn(source, 'many').durationSeconds?.likely ?? 0).toBeLessThan(100);
  });
});

describe('a recursion that ends', () => {
  it('counts both of its halves', () => {
    const source = `
      const tree = (depth) => depth === 0 ? { left: null, right: null } : { left: tree(depth - 1), right: tree(depth - 1) };
      export const grow = () => tree(18);
      grow();`;
    const bytes = 2 ** 19 * 40;
    const profile = profileIn(source, 'grow');
    const allocated =
      (profile.allocationBytesPerSecond?.likely ?? 0) * (profile.durationSeconds?.likely ?? 0);
    expect(allocated).toBeGreaterThan(bytes / 3);
    expect(allocated).toBeLessThan(bytes * 3);
  });

  it.each([[20], [8000]])('ends where it does, run one by one or for many: %i calls', (calls) => {
    const source = `
      function tree(depth) {
        if (depth === 0) return { left: null, right: null };
        return { left: tree(depth - 1), right: tree(depth - 1) };
      }
      const kept = [];
      function insert(i) { return tree(5); }
      for (let i = 0; i < ${calls}; i++) kept.push(insert(i));`;
    const [insert] = executionsOf(source, 'function insert');
    const bytes = [...(insert?.children.values() ?? [])].reduce(function sum(total: number, node): number {
      return [...node.children.values()].reduce(sum, total + node.youngBytes.likely);
    }, 0);
    expect(bytes / calls / (63 * 40)).toBeCloseTo(1, 0);
  });
});
