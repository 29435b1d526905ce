import {
  type Environment,
  type Estimate,
  regionDirtyBytes,
  type WriteRegion,
} from '@migration-tags/simulator';

/** Bytes per second the copy may use while the task runs: the link, or the hypervisor's cap below it. */
export const copyBandwidth = ({ link, migration }: Environment): number =>
  Math.min(link.bandwidthBytesPerSecond, migration.bandwidthCapBytesPerSecond ?? Number.POSITIVE_INFINITY);

/** Bytes that may be left dirty when the hypervisor stops the machine: bandwidth × downtime limit (QEMU’s threshold). */
export const budgetBytes = (environment: Environment): number =>
  copyBandwidth(environment) * environment.migration.downtimeLimitSeconds;

/** The dirty curve `U(t)` in bytes; low, likely and high take that point of every region. */
export const dirtyIn = (writes: readonly WriteRegion[], seconds: number): Estimate => {
  const at = (point: keyof Estimate): number =>
    writes.reduce(
      (sum, { rangeBytes, ratePagesPerSecond, pattern }) =>
        sum +
        regionDirtyBytes(
          { rangeBytes: rangeBytes[point], ratePagesPerSecond: ratePagesPerSecond[point], pattern },
          seconds,
        ),
      0,
    );
  return { low: at('low'), likely: at('likely'), high: at('high') };
};
