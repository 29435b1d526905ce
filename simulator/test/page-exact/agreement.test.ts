import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/model/environment.ts';
import { AGREEMENT_CASES, compare } from './agreement.ts';

/**
 * Means over 12 runs each. QEMU's loop merges the rest of the first pass into the final copy, so its downtime depends
 * on where the link's 100 ms windows end: it gets a wider floor.
 */
const DOWNTIME_FLOOR_MS = { qemu: 50, others: 8 };

describe.each(ALGORITHMS)('%s: the count-level engine agrees with the page-exact one', (algorithm) => {
  it.each(AGREEMENT_CASES)('$name', (agreementCase) => {
    const { counted, exact } = compare(algorithm, agreementCase);
    const downtimeFloorMs = algorithm === 'qemu-precopy' ? DOWNTIME_FLOOR_MS.qemu : DOWNTIME_FLOOR_MS.others;
    expectWithin(counted.downtimeMs, exact.downtimeMs, { share: 0.06, floor: downtimeFloorMs });
    expectWithin(counted.totalMs, exact.totalMs, { share: 0.05, floor: 25 });
    expectWithin(counted.sentPages, exact.sentPages, { share: 0.05, floor: 40 });
    expectWithin(counted.stalledMs, exact.stalledMs, { share: 0.3, floor: 10 });
  });
});

/** Within a share of the expected figure, or within the floor where that is small. */
function expectWithin(
  actual: number,
  expected: number,
  { share, floor }: { share: number; floor: number },
): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(floor, share * Math.abs(expected)));
}
