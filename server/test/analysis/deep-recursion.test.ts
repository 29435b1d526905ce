import { describe, expect, it } from 'vitest';
import { executionsOf, profileIn, tripsOf } from './program-fixture.ts';

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

describe('a recursion that returns lists, more than can be run', () => {
  const source = `
    function ordersOf(list) {
      if (list.length === 1) return [[list[0]]];
      const all = [];
      for (const first of list) {
        for (const order of ordersOf(list.filter((one) => one !== first))) {
          order.unshift(first);
          all.push(order);
        }
      }
      return all;
    }
    let sum = 0;
    while (true) {
      const orders = ordersOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
      for (const order of orders) for (const name of order) sum += name.length;
    }`;
  const perRound = (head: string): number => tripsOf(source, head) / tripsOf(source, 'while (true)');

  it('makes as many of them, though its callers change what they are given', () => {
    const orders = perRound('for (const order of orders)');
    expect(orders).toBeGreaterThan(40_320 / 4);
    expect(orders).toBeLessThan(40_320 * 4);
  });

  it('makes each as long', () => {
    const names = perRound('for (const name of order)') / perRound('for (const order of orders)');
    expect(names).toBeGreaterThan(8 / 2);
    expect(names).toBeLessThan(8 * 2);
  });
});
