import { describe, expect, it } from 'vitest';
import { analyzerOf, profileNamed } from './program-fixture.ts';

/** All orders of the names: each level of the recursion goes over what the one below returned. */
const permutationsOf = (names: string): string => `
  function permute(list) {
    if (list.length === 2) return [[list[0], list[1]], [list[1], list[0]]];
    const orders = [];
    for (const first of list) {
      const rest = list.filter((other) => other !== first);
      for (const order of permute(rest)) {
        order.unshift(first);
        orders.push(order);
      }
    }
    return orders;
  }
  permute(${names});`;

describe('code that by its loops and calls would write more than a heap can hold', () => {
  it('is unknown, and asks how often they run', () => {
    const analyzer = analyzerOf(permutationsOf(`'abcdefghijklmnopq'.split('')`));
    const profile = profileNamed(analyzer, 'permute');
    expect(profile).toMatchObject({
      durationSeconds: null,
      pagesPerCall: null,
      rangePages: null,
      writes: null,
    });
    expect(profile.questions).toContain(
      'By what is known of its loops and calls, it would write more than a heap can hold. How often do they run? `assume trips=…`',
    );
  });

  it.each([['abcd'], ['abcdefgh']])('is told where it is few names: %s', (names) => {
    const profile = profileNamed(analyzerOf(permutationsOf(`'${names}'.split('')`)), 'permute');
    expect(profile.pagesPerCall).not.toBeNull();
  });
});
