import { describe, expect, it } from 'vitest';
import { analyzerOf, MAIN, profileNamed } from './program-fixture.ts';

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
