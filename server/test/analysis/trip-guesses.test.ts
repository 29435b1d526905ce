import { describe, expect, it } from 'vitest';
import { quantity } from '../../src/analysis/effects/quantity.ts';
import { CompletedRuns, TripGuesses } from '../../src/analysis/execution/loops/trip-guesses.ts';
import { executionsOf, profileIn, tripsOf } from './program-fixture.ts';

const HERE = {};

const completed = (...trips: readonly number[]): CompletedRuns => {
  const runs = new CompletedRuns();
  for (const count of trips) runs.note(count, false, HERE);
  return runs;
};

describe('a guess of trips', () => {
  it('is what the loop took whenever it came to its end', () => {
    expect(new TripGuesses().unknown(completed(4, 6, 8), null).likely).toBe(6);
    expect(new TripGuesses().more(2, completed(4, 6, 8)).likely).toBe(4);
  });

  it('is wide without any run to go by', () => {
    const { low, high } = new TripGuesses().unknown(completed(), null);
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

describe('a run that is taken to be no longer than others', () => {
  it('has as many trips to come as they had in the mean, and no more than the longest', () => {
    expect(completed(4, 6, 20).beyond(2, 3)).toEqual(quantity(0, 8, 18));
  });

  it('is at its end when it is as long as the longest', () => {
    expect(completed(4, 6, 20).beyond(20, 3)).toEqual(quantity(0));
  });

  it('is not known after too few of them', () => {
    expect(completed(4, 6).beyond(2, 3)).toBeNull();
  });
});

describe('a loop that is left from inside', () => {
  const ahead = quantity(1e6);

  it('goes on to its end when it always has', () => {
    expect(completed(40, 60).untilLeft(ahead, 1)).toEqual(ahead);
  });

  it('is left as soon as it was whenever it was run', () => {
    const runs = new CompletedRuns();
    for (const trips of [1, 2, 3]) runs.note(trips, true, HERE);
    expect(runs.untilLeft(ahead, 1).likely).toBeCloseTo(2);
    expect(runs.untilLeft(quantity(1), 1).likely).toBeLessThan(1);
  });

  it('goes on to its end where it has got much further than that, as when the others were asked for the first records', () => {
    const runs = new CompletedRuns();
    for (const trips of [10, 10, 10]) runs.note(trips, true, HERE);
    expect(runs.untilLeft(ahead, 9).likely).toBeCloseTo(10);
    expect(runs.untilLeft(ahead, 100)).toEqual(ahead);
  });

  it('stays as short where the data that it looks through are not known any more', () => {
    const source = `
      const marks = new Uint8Array(1e6);
      let from = 3;
      while (from < 1000) {
        for (let at = from; at < marks.length; at += 2) { if (!marks[at]) { from = at; break; } }
        for (let at = from * from; at < marks.length; at += from) marks[at] = 1;
        from += 2;
      }`;
    const [search] = executionsOf(source, 'for (let at = from; at');
    expect(search && search.trips.likely / search.calls.likely).toBeLessThan(10);
  });

  it('is not meant to reach a bound that no run of it would', () => {
    const source = `
      function settle(state, seen) {
        for (let round = 0; round < 1e9; round++) {
          state.advance();
          if (seen.has(state.key)) return round;
          seen.add(state.key);
        }
      }
      exports.run = (state) => settle(state, new Set());`;
    expect(tripsOf(source, 'for (let round')).toBeLessThan(1e6);
    expect(profileIn(source, 'settle').questions.join()).toContain('How many trips does `for (let round');
  });
});

describe('loops that nobody can count', () => {
  it('inside one another take no more than a few times what one takes', () => {
    const source = `
      exports.walk = function walk(a, b, c) { while (a.next()) { while (b.next()) { while (c.next()) {} } } };`;
    expect(tripsOf(source, 'while (c')).toBeLessThan(5000);
  });

  it('go round as often as those around them that count to the same number', () => {
    const source = `
      exports.multiply = function multiply(a, n) {
        for (let i = 0; i < n; i++) { for (let j = 0; j < n; j++) a.visit(i, j); }
      };
      exports.pairs = function pairs(a, n, m) {
        for (let p = 0; p < n; p++) { for (let q = 0; q < m; q++) a.visit(p, q); }
      };`;
    const around = tripsOf(source, 'for (let i');
    const perCall = executionsOf(source, 'for (let i').reduce((sum, { calls }) => sum + calls.likely, 0);
    expect(tripsOf(source, 'for (let j')).toBeCloseTo(around * (around / perCall));
    expect(tripsOf(source, 'for (let q')).toBeLessThan(tripsOf(source, 'for (let p') * 10);
  });

  it('go through as many pairs as there are of what they count to', () => {
    const source = `
      exports.fill = function fill(table, n) {
        for (let i = 0; i < n; i++) table.row(i);
        const pairs = n * n;
        for (let k = 0; k < pairs; k++) table.cell(k);
      };`;
    expect(tripsOf(source, 'for (let k')).toBeGreaterThan(10 * tripsOf(source, 'for (let i'));
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

describe('a search that steps back and forth', () => {
  const QUEENS = `
    const place = (size) => {
      const column = [];
      let row = 0;
      let found = 0;
      column[0] = -1;
      while (row >= 0) {
        let next = column[row] + 1;
        while (next < size && column.slice(0, row).some((at, above) => at === next || row - above === Math.abs(at - next))) next++;
        column[row] = next;
        if (next >= size) row--;
        else if (row === size - 1) found++;
        else column[++row] = -1;
      }
      return found;
    };
    place(14);`;

  it('is not about to end because it has just stepped back twice', () => {
    const { durationSeconds, questions } = profileIn(QUEENS, 'place');
    expect(questions.join()).toContain('How many trips does `while (row >= 0)`');
    // The rest of the search is longer than what was run of it by an unknown factor: too open to be told, or wide.
    expect(durationSeconds?.high ?? Number.POSITIVE_INFINITY).toBeGreaterThan(1);
  });

  it('moves what it counts now and then on by the average', () => {
    const source = `
      let hits = 0;
      for (let i = 0, x = 1; i < 5e6; i++) { x = (x * 16807) % 2147483647; if (x % 16 === 0) hits++; }
      for (let j = 0; j < hits; j++) {}`;
    const trips = tripsOf(source, 'for (let j');
    expect(trips).toBeGreaterThan(5e6 / 16 / 1.5);
    expect(trips).toBeLessThan((5e6 / 16) * 1.5);
  });
});
