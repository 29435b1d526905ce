import { describe, expect, it } from 'vitest';
import { Tapering } from '../../src/analysis/execution/costs/tapering.ts';
import { executionsOf } from './program-fixture.ts';

const RUNS = 200;

const seenIn = (iterations: number, isTaken: (iteration: number, run: number) => boolean): Tapering => {
  const tapering = new Tapering();
  for (let run = 0; run < RUNS; run++)
    for (let iteration = 1; iteration <= iterations; iteration++)
      tapering.note(iteration, isTaken(iteration, run));
  return tapering;
};

/** In the n-th iteration of one run in n. */
const isRecord = (iteration: number, run: number): boolean =>
  (run * 7919 + iteration * 104729) % iteration === 0;

describe('a branch that is taken ever more seldom', () => {
  it('is taken as often in each doubling of the iterations', () => {
    const inFurther = (seenIn(40, isRecord).shareAfter(40, 5000) ?? 0) * 5000;
    expect(inFurther).toBeGreaterThan(Math.log(5040 / 40) / 2);
    expect(inFurther).toBeLessThan(Math.log(5040 / 40) * 2);
  });

  it('is not one that is taken now and then all the time', () => {
    expect(seenIn(40, (iteration, run) => (iteration + run) % 5 === 0).shareAfter(40, 5000)).toBeNull();
  });

  it('is not one that is taken no more seldom from some iteration on', () => {
    const settles = (iteration: number, run: number): boolean =>
      isRecord(iteration, run) || (iteration + run) % 4 === 0;
    expect(seenIn(200, settles).shareAfter(200, 5000)).toBeNull();
  });

  it('is not known by a few iterations', () => {
    expect(seenIn(10, isRecord).shareAfter(10, 5000)).toBeNull();
  });

  it('does not count iterations after many that were left out', () => {
    const tapering = seenIn(40, isRecord);
    for (let run = 0; run < RUNS; run++) tapering.note(5000, true);
    expect((tapering.shareAfter(40, 4000) ?? 1) * 4000).toBeLessThan(Math.log(4040 / 40) * 2);
  });

  it('is one that asks for a new record', () => {
    const source = `
      const table = Array.from({ length: 400 }, () => Math.random());
      let kept = null;
      for (let run = 0; run < 400; run++) {
        let most = 0;
        for (let i = 0; i < 20000; i++) {
          const value = table[(i * 31 + run * 7) % 400] + Math.random();
          if (value > most) { most = value; kept = { run, i }; }
        }
      }`;
    const records = executionsOf(source, '{ most = value').reduce((sum, node) => sum + node.calls.likely, 0);
    expect(records).toBeGreaterThan((400 * Math.log(20_000)) / 3);
    expect(records).toBeLessThan(400 * Math.log(20_000) * 3);
  });
});
