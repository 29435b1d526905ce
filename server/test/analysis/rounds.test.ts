import { describe, expect, it } from 'vitest';
import { profileIn, tripsOf } from './program-fixture.ts';

/** Takes long enough for a few rounds to use up the steps. */
const WORK = 'for (let w = 0; w < 50_000; w++) s ^= w;';

describe('a round of a loop without end', () => {
  it('does what rounds do after the first, which alone sets things up', () => {
    const round = profileIn(
      `let field, s = 0;
       function round() { field ??= new Float64Array(1_000_000); ${WORK} }
       for (;;) round();`,
      'round',
    );
    // 8 MB, once: no more than a few pages in 100 ms of the two seconds after which it is looked at.
    expect(round.pagesIn['100ms']?.likely).toBeLessThan(150);
    expect(round.allocationBytesPerSecond?.likely).toBeLessThan(5e6);
  });

  it.each([
    ['outside the heap', 'new Float64Array(100_000)'],
    ['large objects', 'new Array(100_000).fill(0)'],
  ])('writes in place what the first one has made: %s', (_name, make) => {
    const round = profileIn(
      `let field, s = 0;
       function round() { field ??= ${make}; for (let i = 0; i < 100_000; i++) field[i] = i; }
       for (;;) round();`,
      'round',
    );
    // 800 KB are 195 pages.
    expect(round.pagesIn['100ms']?.likely).toBeGreaterThan(190);
    expect(round.pagesIn['100ms']?.likely).toBeLessThan(300);
  });

  it('are as many as there is time for, not as many as can be run', () => {
    const source = `let s = 0; for (;;) { ${WORK} }`;
    // A round takes about 50 us.
    expect(tripsOf(source, 'for (;;)')).toBeGreaterThan(1000);
  });
});
