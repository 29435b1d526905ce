import { dirtyBytes, type Scenario } from '@migration-tags/simulator';
import type { PhaseRow } from './phase-rows.ts';

/** Dirty curves `U(t)` of the workload's phases against what the link sends in the same time. */
export interface DirtyCurves {
  readonly seconds: readonly number[];
  /** One a place of the workload; bytes, at least `LEAST_BYTES` for the logarithmic axis. */
  readonly curves: readonly {
    readonly name: string;
    readonly tag: PhaseRow['tag'];
    readonly bytes: readonly number[];
  }[];
  /** bandwidth × t: a phase whose curve lies above it cannot be copied as fast as it writes. */
  readonly link: readonly number[];
  /** bandwidth × downtime limit. */
  readonly budgetBytes: number;
  readonly limitSeconds: number;
  /** Ascending; the first and the last are the axes' ends. */
  readonly secondTicks: readonly number[];
  readonly byteTicks: readonly number[];
}

const SECOND_TICKS = [0.001, 0.01, 0.1, 1, 10];
const FROM_SECONDS = 0.001;
const TO_SECONDS = 10;
const POINTS = 161;
const LEAST_BYTES = 4096;

/** Every fourth doubling from a page on: 4 KiB, 64 KiB, 1 MiB … around the values. */
const byteTicksAround = (values: readonly number[]): readonly number[] => {
  const ticks: number[] = [LEAST_BYTES];
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  for (let tick = LEAST_BYTES; tick < highest || ticks.length < 2; ) {
    tick *= 16;
    if (tick <= lowest) ticks.length = 0;
    ticks.push(tick);
  }
  return ticks;
};

export const dirtyCurves = (
  scenario: Scenario,
  rows: readonly PhaseRow[],
  keyOf: (task: number, phase: number) => string,
): DirtyCurves => {
  const { link, migration } = scenario;
  const copyBandwidth = Math.min(
    link.bandwidthBytesPerSecond,
    migration.bandwidthCapBytesPerSecond ?? Number.POSITIVE_INFINITY,
  );
  const seconds = Array.from(
    { length: POINTS },
    (_, i) => FROM_SECONDS * (TO_SECONDS / FROM_SECONDS) ** (i / (POINTS - 1)),
  );
  const phases = new Map(
    scenario.workload.tasks.flatMap((task, taskIndex) =>
      task.phases.map((phase, index) => [keyOf(taskIndex, index), phase] as const),
    ),
  );
  const curves = rows.flatMap(({ key, name, tag }) => {
    const phase = phases.get(key);
    return phase === undefined
      ? []
      : [{ name, tag, bytes: seconds.map((t) => Math.max(LEAST_BYTES, dirtyBytes(phase.writes, t))) }];
  });
  const budgetBytes = copyBandwidth * migration.downtimeLimitSeconds;
  return {
    seconds,
    curves,
    link: seconds.map((t) => copyBandwidth * t),
    budgetBytes,
    limitSeconds: migration.downtimeLimitSeconds,
    secondTicks: SECOND_TICKS,
    byteTicks: byteTicksAround([budgetBytes, ...curves.flatMap(({ bytes }) => bytes)]),
  };
};
