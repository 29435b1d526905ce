import {
  ALGORITHMS,
  type Algorithm,
  formatBandwidth,
  formatBytes,
  formatDuration,
  type Scenario,
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
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly format: (value: number) => string;
}

/** Ranges that hosts of today span; a scenario outside them widens its slider. */
export const SLIDERS: readonly Slider[] = [
  {
    name: 'bandwidthBytesPerSecond',
    label: 'Link bandwidth',
    low: 10e6 / 8,
    high: 100e9 / 8,
    format: formatBandwidth,
  },
  {
    name: 'memoryBytes',
    label: 'VM memory',
    low: 64 * 2 ** 20,
    high: 256 * 2 ** 30,
    format: formatBytes,
  },
  {
    name: 'downtimeLimitSeconds',
    label: 'Downtime limit',
    low: 0.001,
    high: 10,
    format: formatDuration,
  },
];

/** Positions of a slider: a step is about a fiftieth of a decade's value. */
export const SLIDER_STEPS = 400;

export const WITHDRAWAL_LABELS: Readonly<Record<Withdrawal, string>> = {
  cancel: 'cancel the copy',
  hold: 'hold the switch-over',
  'suspend-task': 'suspend the task',
};

export const ALGORITHM_LABELS: Readonly<Record<Algorithm, string>> = {
  'qemu-precopy': 'QEMU pre-copy',
  'xen-precopy': 'Xen pre-copy',
  'hierarchical-copy': 'Hierarchical copy',
  'improved-precopy': 'Improved pre-copy',
  'two-phase': 'Two-phase',
  'bounded-downtime': 'Bounded downtime',
  'post-copy': 'Post-copy',
  hybrid: 'Hybrid copy',
  agile: 'Agile',
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

const bounds = ({ low, high }: Slider, own: number): { readonly low: number; readonly high: number } => ({
  low: Math.min(low, own),
  high: Math.max(high, own),
});

/** Where a value stands on its slider, 0 to `SLIDER_STEPS`, on a logarithmic scale that also holds `own`. */
export const positionOf = (slider: Slider, value: number, own: number): number => {
  const { low, high } = bounds(slider, own);
  return Math.round((SLIDER_STEPS * Math.log(value / low)) / Math.log(high / low));
};

/** The value at a position, to two significant digits; the scenario's own value at its own position. */
export const valueAt = (slider: Slider, position: number, own: number): number => {
  if (position === positionOf(slider, own, own)) return own;
  const { low, high } = bounds(slider, own);
  const exact = low * (high / low) ** (position / SLIDER_STEPS);
  // Memory rounds to binary steps, so that it reads as 1.5 GiB and not as 1.49 GiB.
  const unit =
    slider.name === 'memoryBytes'
      ? 2 ** (Math.floor(Math.log2(exact)) - 3)
      : 10 ** (Math.floor(Math.log10(exact)) - 1);
  return Math.max(low, Math.min(high, Math.round(exact / unit) * unit));
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
  if (typeof kept !== 'object' || kept === null) return own;
  const number = (name: SliderName): number => {
    const value: unknown = Reflect.get(kept, name);
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : own[name];
  };
  return {
    bandwidthBytesPerSecond: number('bandwidthBytesPerSecond'),
    memoryBytes: number('memoryBytes'),
    downtimeLimitSeconds: number('downtimeLimitSeconds'),
    algorithm: readAlgorithm(Reflect.get(kept, 'algorithm')) ?? own.algorithm,
    withdrawal: readWithdrawal(Reflect.get(kept, 'withdrawal')) ?? own.withdrawal,
  };
};
