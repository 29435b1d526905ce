import { describe, expect, it } from 'vitest';
import { TextReading } from '../../src/analysis/execution/loops/text-reading.ts';

const TEXT = 'x'.repeat(10_000);

/** Iterations ahead of a loop whose first 20 look at these characters. */
const aheadAfter = (looksOf: (iteration: number) => readonly number[]): number | undefined => {
  const reading = new TextReading();
  const begun = reading.mark();
  for (let iteration = 0; iteration < 20; iteration++)
    for (const at of looksOf(iteration)) reading.noteCharacter(TEXT, at);
  return reading.iterationsAhead(begun, 20)?.likely;
};

describe('a loop that looks at the characters of a text', () => {
  it('goes on to its end where each iteration looks further on', () => {
    expect(aheadAfter((iteration) => [10 * iteration, 10 * iteration + 9])).toBeCloseTo(10_000 / 10, -2);
  });

  it('does so also where it looks at the last one first', () => {
    expect(aheadAfter((iteration) => [TEXT.length - 1, 10 * iteration])).toBeCloseTo(10_000 / 10, -2);
  });

  it('may look back on the way', () => {
    expect(aheadAfter((iteration) => [10 * iteration + 5, 10 * iteration])).toBeCloseTo(10_000 / 10, -2);
  });

  it('does not go through it where each iteration begins at its front', () => {
    expect(aheadAfter((iteration) => [0, iteration, 2 * iteration])).toBeUndefined();
  });
});
