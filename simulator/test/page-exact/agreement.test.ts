import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/model/environment.ts';
import { AGREEMENT_CASES, compare } from './agreement.ts';

/** Means over 12 runs each: within a share of the page-exact figure, or within a floor. */
const TOLERANCE = {
  // QEMU's first pass runs into its final copy, so its stop depends on where the 100 ms windows and bursts end; its
  // engine also waits for the migration to be set up.
  'qemu-precopy': { share: 0.06, downtimeFloorMs: 50, totalFloorMs: 60 },
  // It stops when a count hardly shrinks: the page-exact count's randomness ends it a round earlier or later.
  'two-phase': { share: 0.1, downtimeFloorMs: 8, totalFloorMs: 25 },
  others: { share: 0.06, downtimeFloorMs: 8, totalFloorMs: 25 },
};

describe.each(ALGORITHMS)('%s: the count-level engine agrees with the page-exact one', (algorithm) => {
  it.each(AGREEMENT_CASES)('$name', (agreementCase) => {
    const { counted, exact } = compare(algorithm, agreementCase);
    const { share, downtimeFloorMs, totalFloorMs } =
      algorithm === 'qemu-precopy' || algorithm === 'two-phase' ? TOLERANCE[algorithm] : TOLERANCE.others;
    expectWithin(counted.downtimeMs, exact.downtimeMs, { share, floor: downtimeFloorMs });
    expectWithin(counted.totalMs, exact.totalMs, { share, floor: totalFloorMs });
    expectWithin(counted.sentPages, exact.sentPages, { share, floor: 40 });
    // The count level also charges the task for write faults and for the copying's share of the processor.
    expectWithin(counted.stalledMs, exact.stalledMs, { share: 0.3, floor: 45 });
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
