import { mapEstimate, type VirtualMachine, type WriteRegion } from '@migration-tags/simulator';

/**
 * The level at which ranges, each cut to it, sum up to the room: small regions stay whole, large ones share what is
 * left. Infinite where all fit.
 */
const levelFor = (ranges: readonly number[], room: number): number => {
  let left = room;
  const ascending = [...ranges].sort((a, b) => a - b);
  for (const [index, range] of ascending.entries()) {
    const share = left / (ascending.length - index);
    if (range > share) return share;
    left -= range;
  }
  return Number.POSITIVE_INFINITY;
};

/**
 * Disjoint regions within the memory that the machine touches. The analysis does not know the machine: what a
 * program may retain is bounded there by the runtime's own heap limit, which can be larger. Judged at the high
 * estimates, one level for all three, so that their order stays.
 */
export const fitToMachine = (
  writes: readonly WriteRegion[],
  { touchedBytes }: VirtualMachine,
): readonly WriteRegion[] => {
  const level = levelFor(
    writes.map(({ rangeBytes }) => rangeBytes.high),
    touchedBytes,
  );
  if (level === Number.POSITIVE_INFINITY) return writes;
  return writes.map((region) => ({
    ...region,
    rangeBytes: mapEstimate(region.rangeBytes, (bytes) => Math.min(bytes, level)),
  }));
};
