import { describe, expect, it } from 'vitest';
import { CompletedRuns, TripGuesses } from '../../src/analysis/execution/trip-guesses.ts';
import { tripsOf } from './program-fixture.ts';

const completed = (...trips: readonly number[]): CompletedRuns => {
  const runs = new CompletedRuns();
  for (const count of trips) runs.note(count);
  return runs;
};

describe('a guess of trips', () => {
  it('is what the loop took whenever it came to its end', () => {
    expect(new TripGuesses().unknown(completed(4, 6, 8)).likely).toBe(6);
    expect(new TripGuesses().more(2, completed(4, 6, 8)).likely).toBe(4);
  });

  it('is wide without any run to go by', () => {
    const { low, high } = new TripGuesses().unknown(completed());
    expect(high / low).toBeGreaterThanOrEqual(1000);
  });

  it('does not multiply with the guess around', () => {
    const guesses = new TripGuesses();
    const alone = guesses.more(10, completed()).likely;
    const inside = guesses.within(alone / 10, () => guesses.more(10, completed()).likely);
    expect(inside).toBeLessThanOrEqual(20);
    expect(guesses.more(10, completed()).likely).toBe(alone);
  });
});

describe('loops that nobody can count', () => {
  it('inside one another take no more than a few times what one takes', () => {
    const source = `
      exports.walk = function walk(a, b, c) { while (a.next()) { while (b.next()) { while (c.next()) {} } } };`;
    expect(tripsOf(source, 'while (c')).toBeLessThan(5000);
  });

  it('run as long as they did when their end was known', () => {
    const source = `
      const drain = (queue) => { while (queue.next()) {} };
      const counted = (n) => ({ next: () => n-- > 0 });
      for (let i = 0; i < 10; i++) drain(counted(8));
      for (let i = 0; i < 10; i++) drain({ next: () => globalThis.unheardOf() });`;
    expect(tripsOf(source, 'while')).toBeGreaterThan(120);
    expect(tripsOf(source, 'while')).toBeLessThan(220);
  });
});
