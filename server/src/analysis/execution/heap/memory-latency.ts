/**
 * What a read costs beyond one that the nearest cache answers, nanoseconds, by how many bytes were touched since the same place was touched last: rows
 * "… KiB" of durations-micro.csv (server/test/data) over the row of 32 KiB. Between the rows it is interpolated by the logarithm of the bytes, beyond them it stays.
 */
interface Latency {
  readonly bytes: number;
  /** The place is known only when another read has ended: rows "objects linked in random order". */
  readonly chained: number;
  /** It is known before, so that the processor waits for several at once: rows "Float64Array read at random". */
  readonly independent: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

const LATENCIES: readonly Latency[] = [
  { bytes: 512 * KiB, chained: 0, independent: 0 },
  { bytes: 2 * MiB, chained: 33, independent: 0 },
  { bytes: 8 * MiB, chained: 147, independent: 31 },
  { bytes: 32 * MiB, chained: 190, independent: 34 },
  { bytes: 128 * MiB, chained: 286, independent: 41 },
  { bytes: 256 * MiB, chained: 394, independent: 48 },
];

/** How a processor comes to know where to read; `ahead`: it has fetched it already, as it lies behind what was read before. */
export type ReadOrder = 'chained' | 'independent' | 'ahead';

/** Nanoseconds that a read waits for memory which was touched so many bytes ago. */
export const waitNanoseconds = (bytes: number, order: ReadOrder): number => {
  if (order === 'ahead') return 0;
  let below: Latency | null = null;
  for (const at of LATENCIES) {
    if (bytes <= at.bytes) {
      if (below === null) return 0;
      const share = Math.log(bytes / below.bytes) / Math.log(at.bytes / below.bytes);
      return below[order] + share * (at[order] - below[order]);
    }
    below = at;
  }
  return below?.[order] ?? 0;
};
