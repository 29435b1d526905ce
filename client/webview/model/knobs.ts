import {
  ALGORITHMS,
  type Algorithm,
  fieldOf,
  formatBandwidth,
  formatBytes,
  formatDuration,
  type Message,
  type Scenario,
  say,
  type Withdrawal,
} from '@migration-tags/simulator';

/** What the reader of the page may change about the environment. */
export interface Knobs {
  readonly bandwidthBytesPerSecond: number;
  readonly memoryBytes: number;
  readonly downtimeLimitSeconds: number;
  readonly algorithm: Algorithm;
  readonly withdrawal: Withdrawal;
}

export type SliderName = 'bandwidthBytesPerSecond' | 'memoryBytes' | 'downtimeLimitSeconds';

export interface Slider {
  readonly name: SliderName;
  readonly label: Message;
  /** The values it stops at, ascending. */
  readonly stops: readonly number[];
  readonly format: (value: number) => Message;
}

/** The preferred numbers E24 of IEC 60063: evenly spaced by ratio, two digits each. */
const E24 = [
  1.0, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2.0, 2.2, 2.4, 2.7, 3.0, 3.3, 3.6, 3.9, 4.3, 4.7, 5.1, 5.6, 6.2, 6.8,
  7.5, 8.2, 9.1,
] as const;

const decades = (from: number, count: number): readonly number[] => [
  ...Array.from({ length: count }, (_, decade) => E24.map((step) => step * 10 ** decade * from)).flat(),
  from * 10 ** count,
];

const doublings = (from: number, count: number): readonly number[] => [
  ...Array.from({ length: count }, (_, n) => [1, 1.25, 1.5, 1.75].map((step) => step * 2 ** n * from)).flat(),
  from * 2 ** count,
];

const MEBIBYTE = 2 ** 20;
const MEGABIT = 1e6 / 8;

/** Ranges that hosts of today span. */
export const SLIDERS: readonly Slider[] = [
  {
    name: 'bandwidthBytesPerSecond',
    label: say`Link bandwidth`,
    stops: decades(10 * MEGABIT, 4),
    format: formatBandwidth,
  },
  { name: 'memoryBytes', label: say`VM memory`, stops: doublings(64 * MEBIBYTE, 12), format: formatBytes },
  {
    name: 'downtimeLimitSeconds',
    label: say`Downtime limit`,
    stops: decades(0.001, 4),
    format: formatDuration,
  },
];

export const WITHDRAWAL_LABELS: Readonly<Record<Withdrawal, Message>> = {
  cancel: say`cancel the copy`,
  hold: say`hold the switch-over`,
  'suspend-task': say`suspend the task`,
};

export const ALGORITHM_LABELS: Readonly<Record<Algorithm, Message>> = {
  'qemu-precopy': say`QEMU pre-copy`,
  'xen-precopy': say`Xen pre-copy`,
  'hierarchical-copy': say`Hierarchical copy`,
  'improved-precopy': say`Improved pre-copy`,
  'two-phase': say`Two-phase`,
  'bounded-downtime': say`Bounded downtime`,
  'post-copy': say`Post-copy`,
  hybrid: say`Hybrid copy`,
  agile: say`Agile`,
};

export const knobsOf = ({ link, vm, migration, coordinator }: Scenario): Knobs => ({
  bandwidthBytesPerSecond: link.bandwidthBytesPerSecond,
  memoryBytes: vm.memoryBytes,
  downtimeLimitSeconds: migration.downtimeLimitSeconds,
  algorithm: migration.algorithm,
  withdrawal: coordinator.withdrawal,
});

/** The scenario with the knobs as set. A VM of another size is used in the same proportions. */
export const withKnobs = (scenario: Scenario, knobs: Knobs): Scenario => {
  const { vm, link, migration, coordinator } = scenario;
  const scale = knobs.memoryBytes / vm.memoryBytes;
  return {
    ...scenario,
    vm:
      scale === 1
        ? vm
        : {
            ...vm,
            memoryBytes: knobs.memoryBytes,
            touchedBytes: Math.round(vm.touchedBytes * scale),
            nonZeroBytes: Math.round(vm.nonZeroBytes * scale),
          },
    link: { ...link, bandwidthBytesPerSecond: knobs.bandwidthBytesPerSecond },
    migration: {
      ...migration,
      downtimeLimitSeconds: knobs.downtimeLimitSeconds,
      algorithm: knobs.algorithm,
    },
    coordinator: { ...coordinator, withdrawal: knobs.withdrawal },
  };
};

/** A slider's stops and the scenario's own value among them, wherever it lies; in place of one that rounding tells apart. */
export const stopsWith = ({ stops }: Slider, own: number): readonly number[] =>
  [...stops.filter((stop) => Math.abs(stop / own - 1) > 1e-9), own].sort((a, b) => a - b);

/** The position of the stop nearest to a value, by ratio. */
export const positionOf = (stops: readonly number[], value: number): number => {
  const distance = (stop: number): number => Math.abs(Math.log(stop / value));
  return stops.reduce(
    (nearest, stop, position) => (distance(stop) < distance(stops[nearest] ?? 0) ? position : nearest),
    0,
  );
};

const isOneOf = <T extends string>(known: readonly T[], value: unknown): value is T =>
  known.some((one) => one === value);

export const readAlgorithm = (value: unknown): Algorithm | null =>
  isOneOf(ALGORITHMS, value) ? value : null;

const WITHDRAWALS: readonly Withdrawal[] = ['cancel', 'hold', 'suspend-task'];

export const readWithdrawal = (value: unknown): Withdrawal | null =>
  isOneOf(WITHDRAWALS, value) ? value : null;

/** Knobs from kept state, over the scenario's own where a field is missing or out of place. */
export const readKnobs = (kept: unknown, own: Knobs): Knobs => {
  const number = (name: SliderName): number => {
    const value = fieldOf(kept, name);
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : own[name];
  };
  return {
    bandwidthBytesPerSecond: number('bandwidthBytesPerSecond'),
    memoryBytes: number('memoryBytes'),
    downtimeLimitSeconds: number('downtimeLimitSeconds'),
    algorithm: readAlgorithm(fieldOf(kept, 'algorithm')) ?? own.algorithm,
    withdrawal: readWithdrawal(fieldOf(kept, 'withdrawal')) ?? own.withdrawal,
  };
};
