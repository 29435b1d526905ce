import { describe, expect, it } from 'vitest';
import { analyzerOf, MAIN, profileNamed, tripsOf } from './program-fixture.ts';

describe('the blocks of a try', () => {
  const source = `
    const cells = new Float64Array(1 << 20);
    const fill = () => { for (let i = 0; i < cells.length; i++) cells[i] = i; };
    try {
      fill();
      throw new Error('on');
    } catch (error) {
      fill();
    } finally /* @migrate approve */ {
      await new Promise((done) => setTimeout(done, 5_000));
    }
    export {};`;

  it('have numbers of their own', () => {
    const analyzer = analyzerOf(source);
    for (const name of ['try block', 'catch block'])
      expect(profileNamed(analyzer, name).rangePages?.likely, name).toBeGreaterThan(2_000);
    expect(profileNamed(analyzer, 'finally block').durationSeconds?.likely).toBeCloseTo(5, 1);
  });

  it('are phases with their own tags', () => {
    const [steps = []] = analyzerOf(source).timeline(MAIN).tasks;
    expect(steps).toMatchObject([{ phase: { tag: 'approve' } }]);
  });
});

describe('a check that fails in a function that a try calls', () => {
  /** Trips of a loop that follows reading pairs in a try. */
  const tripsAfterwards = (first: string, count: number): number =>
    tripsOf(
      `
      const tokens = [${first}];
      for (let i = 0; i < ${count}; i++) { tokens.push(i % 2 === 0 ? '(' : ')'); for (let k = 0; k < 5; k++) {} }
      let at = 0;
      const take = (expected) => {
        if (tokens[at] !== expected) throw new Error('expected ' + expected);
        at++;
      };
      const pair = () => { take('('); take(')'); for (let k = 0; k < 9; k++) {} };
      try {
        while (at < tokens.length) pair();
        for (let after = 0; after < 7; after++) {}
      } catch {}`,
      'for (let after',
    );

  it('is not believed once iterations have been left out', () => {
    expect(tripsAfterwards('', 400_000)).toBe(7);
  });

  it('ends the try while all are run', () => {
    expect(tripsAfterwards("')'", 40)).toBe(0);
  });
});
