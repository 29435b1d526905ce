/** What the collector did while a program ran, from V8's `--trace-gc`. */
export interface CollectorActivity {
  readonly allocationMBPerSecond: number;
  readonly scavengesPerSecond: number;
}

/** `[71:0x5f]      812 ms: Scavenge 5.9 (6.1) -> 4.2 (7.1) MB, …`, also `Mark-Compact (reduce) …`. */
const LINE = /^\[\d+:0x[0-9a-f]+\]\s+(\d+) ms: ([\w-]+).*? ([\d.]+) \([\d.]+\) -> ([\d.]+) \([\d.]+\) MB/gm;

/** What was allocated between two collections is what the heap held before the second beyond what the first had left. */
export const collectorActivity = (trace: string, fromMs: number): CollectorActivity => {
  const collections = [...trace.matchAll(LINE)]
    .map(([, ms, kind, before, after]) => ({
      ms: Number(ms),
      isScavenge: kind === 'Scavenge',
      before: Number(before),
      after: Number(after),
    }))
    .filter(({ ms }) => ms >= fromMs);
  const [first] = collections;
  const last = collections.at(-1);
  if (first === undefined || last === undefined || last.ms <= first.ms)
    return { allocationMBPerSecond: 0, scavengesPerSecond: 0 };
  let allocated = 0;
  collections.slice(1).forEach(({ before }, index) => {
    allocated += Math.max(0, before - (collections[index]?.after ?? before));
  });
  const seconds = (last.ms - first.ms) / 1000;
  return {
    allocationMBPerSecond: allocated / seconds,
    scavengesPerSecond: collections.slice(1).filter(({ isScavenge }) => isScavenge).length / seconds,
  };
};
