import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DensityMap } from '../../src/engine/density-map.ts';

const PAGES = 40;

/** The same operations on a plain array of shares. */
class Model {
  readonly shares: number[];

  constructor(share: number) {
    this.shares = new Array<number>(PAGES).fill(share);
  }

  mark(from: number, length: number): void {
    for (let i = 0; i < Math.min(length, PAGES); i++) this.shares[(from + i) % PAGES] = 1;
  }

  markEvenly(share: number): void {
    this.shares.forEach((old, index) => {
      this.shares[index] = old + share - old * share;
    });
  }

  clear(from: number, to: number): void {
    this.shares.fill(0, from, to);
  }

  get marked(): number {
    return this.shares.reduce((sum, share) => sum + share, 0);
  }
}

const anyOperation = fc.oneof(
  fc.record({
    kind: fc.constant('arc' as const),
    from: fc.nat(PAGES - 1),
    length: fc.integer({ min: 1, max: PAGES + 5 }),
  }),
  fc.record({ kind: fc.constant('even' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('clear' as const), from: fc.nat(PAGES - 1) }),
);

describe('DensityMap', () => {
  it('counts as an array of one share a page does', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1), fc.array(anyOperation, { maxLength: 30 }), (share, operations) => {
        const map = new DensityMap(PAGES, share);
        const model = new Model(share);
        for (const operation of operations) {
          if (operation.kind === 'arc') {
            map.markArc(operation.from, operation.length);
            model.mark(operation.from, operation.length);
          } else if (operation.kind === 'even') {
            map.markEvenly(operation.share);
            model.markEvenly(operation.share);
          } else {
            // Everything from the address on: an end between two pages has no counterpart in the model.
            map.clear(operation.from, PAGES);
            model.clear(operation.from, PAGES);
          }
          expect(map.marked).toBeCloseTo(model.marked, 6);
          expect(map.markedFrom(0)).toBeCloseTo(model.marked, 6);
        }
      }),
    );
  });

  it('clears exactly as many marked pages as asked', () => {
    const map = new DensityMap(100, 0);
    map.markArc(90, 20);
    expect(map.clear(0, 4)).toBe(4);
    expect(map.marked).toBe(16);
    expect(map.clear(4, 100)).toBe(100);
    expect(map.marked).toBe(0);
  });
});
