import { describe, expect, it } from 'vitest';
import { tripsOf } from './program-fixture.ts';

/** Each of 60,000 nodes leads to three others. */
const GRAPH = `
  const N = 60000;
  const edges = Array.from({ length: N }, (_, i) => [(i * 7 + 1) % N, (i * 13 + 5) % N, (i + 1) % N]);`;

describe('a loop over what its own iterations add', () => {
  it.each([
    [
      'by an index, marked in an array as they are added',
      `function search(start) {
        const distance = new Array(N).fill(-1);
        const queue = [start];
        distance[start] = 0;
        for (let head = 0; head < queue.length; head++)
          for (const next of edges[queue[head]])
            if (distance[next] < 0) { distance[next] = distance[queue[head]] + 1; queue.push(next); }
      }`,
      'for (let head',
      1,
    ],
    [
      'taken out at the end, marked in a typed array',
      `function search(start) {
        const seen = new Uint8Array(N);
        const stack = [start];
        while (stack.length > 0) {
          const node = stack.pop();
          for (const next of edges[node]) if (!seen[next]) { seen[next] = 1; stack.push(next); }
        }
      }`,
      'while',
      1,
    ],
    [
      'taken out at the start, marked in a set as they are added',
      `function search(start) {
        const seen = new Set([start]);
        const queue = [start];
        while (queue.length) {
          const node = queue.shift();
          for (const next of edges[node]) if (!seen.has(next)) { seen.add(next); queue.push(next); }
        }
      }`,
      'while',
      1,
    ],
    [
      'marked as they are taken out: each comes as often as it was added',
      `function search(start) {
        const seen = new Set();
        const stack = [start];
        while (stack.length > 0) {
          const node = stack.pop();
          if (seen.has(node)) continue;
          seen.add(node);
          for (const next of edges[node]) stack.push(next);
        }
      }`,
      'while',
      3,
    ],
  ])('goes on until each is marked: %s', (_name, search, head, times) => {
    const trips = tripsOf(`${GRAPH}\n${search}\nsearch(0);`, head);
    expect(trips).toBeGreaterThan(60_000 * times * 0.6);
    expect(trips).toBeLessThan(60_000 * times * 1.5);
  });

  it('leaves the list as long as it was gone over', () => {
    const source = `${GRAPH}
      const reached = new Uint8Array(N);
      const queue = [0];
      for (let head = 0; head < queue.length; head++)
        for (const next of edges[queue[head]]) if (!reached[next]) { reached[next] = 1; queue.push(next); }
      for (const one of queue) {}`;
    expect(tripsOf(source, 'for (const one of')).toBeCloseTo(60_000, -3);
  });
});
