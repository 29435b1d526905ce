import { describe, expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

/** Too much to be run one by one, wherever it is called. */
const WORK = 'function work() { let s = 0; for (let w = 0; w < 5000; w++) s += w; return s; }';

/** Trips of a loop over what one node holds, as each of 1000 nodes is added to and then looked at. */
const lookedAt = (adding: string, size: string): number =>
  tripsOf(
    `
    ${WORK}
    class Node { constructor() { this.count = 0; this.edges = []; } }
    const nodes = [];
    for (let i = 0; i < 1000; i++) nodes.push(new Node());
    for (let i = 0; i < 1000; i++) { work(); ${adding} for (let e = 0; e < nodes[i].${size}; e++) {} }`,
    'for (let e',
  );

describe('what iterations that are not run add', () => {
  it('goes to the one list that all add to', () => {
    const source = `
      ${WORK}
      const list = [];
      for (let i = 0; i < 3000; i++) { work(); list.push(i); }
      for (let e = 0; e < list.length; e++) {}`;
    expect(tripsOf(source, 'for (let e')).toBeGreaterThan(2900);
    expect(tripsOf(source, 'for (let e')).toBeLessThan(3100);
  });

  it('goes to one container each where every iteration run went on to the next', () => {
    expect(lookedAt('nodes[i].edges.push(i);', 'edges.length')).toBeCloseTo(1000, -2);
  });

  it('counts up one field each', () => {
    expect(lookedAt('nodes[i].count += 1;', 'count')).toBeCloseTo(1000, -2);
  });

  it('goes to one container each also where an iteration adds much to its own', () => {
    const trips = lookedAt('for (let k = 0; k < 20; k++) nodes[i].edges.push(k);', 'edges.length');
    expect(trips).toBeGreaterThan(15_000);
    expect(trips).toBeLessThan(25_000);
  });

  it('is shared out among the few containers that they go round', () => {
    const source = `
      ${WORK}
      const sums = [{ n: 0 }, { n: 0 }, { n: 0 }, { n: 0 }];
      for (let i = 0; i < 4000; i++) { work(); sums[i % 4].n += 1; }
      for (const sum of sums) { for (let e = 0; e < sum.n; e++) {} }`;
    expect(tripsOf(source, 'for (let e')).toBeGreaterThan(2000);
    expect(tripsOf(source, 'for (let e')).toBeLessThan(8000);
  });

  it('goes to the container of the outer iteration that is run, one after the other', () => {
    const source = `
      ${WORK}
      const rows = [[], [], []];
      for (let y = 0; y < 3; y++) { for (let x = 0; x < 2000; x++) { work(); rows[y].push(x); } }
      for (let e = 0; e < rows[2].length; e++) {}`;
    expect(tripsOf(source, 'for (let e')).toBeGreaterThan(1500);
    expect(tripsOf(source, 'for (let e')).toBeLessThan(2500);
  });
});
