import { expect, it } from 'vitest';
import { quantity } from '../../src/analysis/effects/quantity.ts';
import { costSince } from '../../src/analysis/execution/calls/call-memory.ts';

const NONE = { nanoseconds: 0, youngBytes: 0, largeBytes: 0, externalBytes: 0 };
const SPENT = { nanoseconds: 1, youngBytes: 8, largeBytes: 0, externalBytes: 0 };

it('what one execution has cost is what was spent by how many it stands for', () => {
  expect(costSince({ spent: SPENT, weight: quantity(0.5) }, NONE)).toEqual({
    ...NONE,
    nanoseconds: 2,
    youngBytes: 16,
  });
});

it.each([0, 1e-310])('what comes up hardly ever (%f) costs nothing rather than no number', (weight) => {
  expect(costSince({ spent: SPENT, weight: quantity(weight) }, NONE)).toEqual(NONE);
});
