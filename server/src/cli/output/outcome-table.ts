import {
  type Distribution,
  formatBytes,
  formatDuration,
  inEnglish,
  type Outcome,
  type Outcomes,
  STRATEGIES,
  type Strategy,
} from '@migration-tags/simulator';
import type { Palette } from './palette.ts';
import { textTable } from './text-table.ts';

/** How the strategies are called in a preview; elsewhere by their own names. */
export const PREVIEW_TITLES: Readonly<Record<Strategy, string>> = {
  unguided: 'tags off',
  guided: 'tags on',
  oracle: 'best start',
  'stall-detect': 'stall-detect',
  'cycle-detect': 'cycle-detect',
};

/** No run completed, or not defined. */
const NONE = '–';

const milliseconds = (value: number): string =>
  value === 0 ? '0 s' : inEnglish(formatDuration(value / 1000));
const share = (value: number): string => `${Math.round(value * 100)} %`;
const percentMore = (value: number): string => `${((value - 1) * 100).toFixed(1)} %`;

const of =
  (
    pick: (outcome: Outcome) => Distribution | null,
    point: keyof Distribution,
    show: (value: number) => string,
  ) =>
  (outcome: Outcome): string => {
    const distribution = pick(outcome);
    return distribution === null ? NONE : show(distribution[point]);
  };

const METRICS: readonly { readonly title: string; readonly show: (outcome: Outcome) => string }[] = [
  { title: 'Downtime, median', show: of(({ downtimeMs }) => downtimeMs, 'p50', milliseconds) },
  { title: 'Downtime, 95 %', show: of(({ downtimeMs }) => downtimeMs, 'p95', milliseconds) },
  { title: 'Migration time', show: of(({ totalMs }) => totalMs, 'p50', milliseconds) },
  {
    title: 'Traffic',
    show: of(
      ({ sentBytes }) => sentBytes,
      'p50',
      (bytes) => inEnglish(formatBytes(bytes)),
    ),
  },
  { title: 'Task time', show: of(({ taskMs }) => taskMs, 'p50', milliseconds) },
  { title: 'Task slowdown', show: of(({ taskSlowdown }) => taskSlowdown, 'p50', percentMore) },
  { title: 'Waiting for the start', show: of(({ waitMs }) => waitMs, 'p50', milliseconds) },
  { title: 'Task suspended', show: of(({ suspendedMs }) => suspendedMs, 'p50', milliseconds) },
  {
    title: 'Withdrawals',
    show: of(
      ({ withdrawals }) => withdrawals,
      'mean',
      (value) => value.toFixed(1),
    ),
  },
  { title: 'Completes by itself', show: ({ converged }) => share(converged) },
];

/** One column a strategy; medians unless the row says otherwise. */
export const outcomeTable = (
  outcomes: Outcomes,
  titles: Readonly<Record<Strategy, string>> | null,
  width: number,
  paint: Palette,
): readonly string[] => {
  const run = STRATEGIES.flatMap((strategy) => {
    const outcome = outcomes[strategy];
    return outcome ? [{ title: titles?.[strategy] ?? strategy, outcome }] : [];
  });
  const [head, ...lines] = textTable(
    [
      { title: 'One migration', align: 'left', elastic: true },
      ...run.map(({ title }) => ({ title, align: 'right' }) as const),
    ],
    METRICS.map(({ title, show }) => [title, ...run.map(({ outcome }) => show(outcome))]),
    width,
  );
  return [paint('dim', head ?? ''), ...lines];
};
