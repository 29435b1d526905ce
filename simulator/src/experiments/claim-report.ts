import { distribution } from '../simulate.ts';
import type { ExperimentReport, ReportTable, TrialRow } from './experiment.ts';
import { cell, distinct, median, numberOf, numbersOf, percentCell, shareOf } from './statistics.ts';

/** Smaller differences say nothing: downtimes of one real scenario differ by 16 ms from run to run (qemu-steady). */
const NOISE_MS = 16;
/** How many of the cases that tags made worst are listed, of each policy: one policy must not hide the others. */
const LISTED_LOSSES = 3;

export function reportClaim(rows: readonly TrialRow[]): ExperimentReport {
  const both = rows.filter((row) => row.offCompleted === true && row.onCompleted === true);
  const cases = new Set(rows.map((row) => row.case)).size;
  return {
    title: 'Downtime and task time, tags off and on',
    findings: [
      `${cases} random tasks, each under every policy and every way to withdraw; the task's loss includes stop, throttling, page faults and suspension.`,
      `A side counts as better or worse when it differs by more than ${NOISE_MS} ms.`,
      overall(both),
    ],
    tables: [
      overview('Medians, off → on, over the pairs in which both sides completed', rows),
      overview(
        'Of these, the pairs whose side without tags had to be forced',
        rows.filter((row) => row.offForced === true),
      ),
      means(both),
      losses('Where tags lose most: every way to withdraw', both),
      losses(
        'Where tags lose most under hold',
        both.filter((row) => row.withdrawal === 'hold'),
      ),
    ],
    charts: [scatter('Downtime, ms', both, 'DowntimeMs'), scatter('Task time lost, ms', both, 'TaskLostMs')],
  };
}

const change = (row: TrialRow, figure: string): number | null => {
  const off = numberOf(row, `off${figure}`);
  const on = numberOf(row, `on${figure}`);
  return off === null || on === null ? null : on - off;
};

const isBetter =
  (figure: string) =>
  (row: TrialRow): boolean =>
    (change(row, figure) ?? 0) < -NOISE_MS;
const isWorse =
  (figure: string) =>
  (row: TrialRow): boolean =>
    (change(row, figure) ?? 0) > NOISE_MS;

function overall(rows: readonly TrialRow[]): string {
  const held = shareOf(rows, (row) => !isWorse('DowntimeMs')(row) && !isWorse('TaskLostMs')(row));
  const improved = shareOf(rows, (row) => isBetter('DowntimeMs')(row) && isBetter('TaskLostMs')(row));
  return `Both downtime and task time improved in ${percentCell(improved)} of the pairs; neither got worse in ${percentCell(held)}.`;
}

function overview(title: string, rows: readonly TrialRow[]): ReportTable {
  const right = (title: string) => ({ title, align: 'right' as const });
  const left = (title: string) => ({ title, align: 'left' as const });
  return {
    title,
    columns: [
      left('policy'),
      left('withdrawal'),
      right('pairs'),
      right('failed'),
      right('downtime ms'),
      right('better'),
      right('worse'),
      right('task lost ms'),
      right('better'),
      right('worse'),
      right('sent MiB'),
      right('finished s'),
    ],
    rows: distinct(rows, 'policy').flatMap((policy) =>
      distinct(rows, 'withdrawal').map((withdrawal) => {
        const all = rows.filter((row) => row.policy === policy && row.withdrawal === withdrawal);
        const both = all.filter((row) => row.offCompleted === true && row.onCompleted === true);
        const failed = (side: string): number => all.filter((row) => row[`${side}Completed`] !== true).length;
        const pair = (figure: string, unit = 1, digits = 0): string =>
          `${sideMedian(both, `off${figure}`, unit, digits)} → ${sideMedian(both, `on${figure}`, unit, digits)}`;
        return [
          policy,
          withdrawal,
          String(both.length),
          `${failed('off')} → ${failed('on')}`,
          pair('DowntimeMs'),
          percentCell(shareOf(both, isBetter('DowntimeMs'))),
          percentCell(shareOf(both, isWorse('DowntimeMs'))),
          pair('TaskLostMs'),
          percentCell(shareOf(both, isBetter('TaskLostMs'))),
          percentCell(shareOf(both, isWorse('TaskLostMs'))),
          pair('SentMiB'),
          pair('FinishedMs', 1000, 1),
        ];
      }),
    ),
    note: 'finished: from the request to the end of the migration, waiting for permission included.',
  };
}

function sideMedian(rows: readonly TrialRow[], field: string, unit: number, digits: number): string {
  const value = median(numbersOf(rows, field));
  return cell(value === null ? null : value / unit, digits);
}

/** What medians hide: the rare long stops. */
function means(rows: readonly TrialRow[]): ReportTable {
  const figures = ['offDowntimeMs', 'onDowntimeMs', 'offTaskLostMs', 'onTaskLostMs'];
  const right = (title: string) => ({ title, align: 'right' as const });
  return {
    title: 'Means and 95th percentiles under hold, ms',
    columns: [
      { title: 'policy', align: 'left' },
      ...['downtime off', 'on', 'task lost off', 'on'].flatMap((side) => [right(side), right('p95')]),
    ],
    rows: distinct(rows, 'policy').map((policy) => {
      const own = rows.filter((row) => row.policy === policy && row.withdrawal === 'hold');
      return [
        policy,
        ...figures.flatMap((figure) => {
          const spread = distribution(numbersOf(own, figure));
          return [cell(spread?.mean ?? null), cell(spread?.p95 ?? null)];
        }),
      ];
    }),
    note: null,
  };
}

function losses(title: string, rows: readonly TrialRow[]): ReportTable {
  const harm = (row: TrialRow): number =>
    Math.max(change(row, 'DowntimeMs') ?? 0, change(row, 'TaskLostMs') ?? 0);
  const worst = distinct(rows, 'policy').flatMap((policy) =>
    rows
      .filter((row) => row.policy === policy && harm(row) > NOISE_MS)
      .sort((a, b) => harm(b) - harm(a))
      .slice(0, LISTED_LOSSES),
  );
  const right = (title: string) => ({ title, align: 'right' as const });
  return {
    title,
    columns: [
      right('case'),
      { title: 'policy', align: 'left' },
      { title: 'withdrawal', align: 'left' },
      right('hot s'),
      right('quiet s'),
      right('hot MiB'),
      right('pages/s'),
      right('Mbit/s'),
      right('downtime ms'),
      right('task lost ms'),
      right('suspended ms'),
    ],
    rows: worst.map((row) => [
      String(row.case),
      String(row.policy),
      String(row.withdrawal),
      cell(numberOf(row, 'hotSeconds'), 1),
      cell(numberOf(row, 'quietSeconds'), 1),
      cell(numberOf(row, 'hotMiB')),
      cell(numberOf(row, 'hotPagesPerSecond')),
      cell(numberOf(row, 'linkMbitPerSecond')),
      `${cell(numberOf(row, 'offDowntimeMs'))} → ${cell(numberOf(row, 'onDowntimeMs'))}`,
      `${cell(numberOf(row, 'offTaskLostMs'))} → ${cell(numberOf(row, 'onTaskLostMs'))}`,
      cell(numberOf(row, 'onSuspendedMs')),
    ]),
    note: null,
  };
}

function scatter(
  title: string,
  rows: readonly TrialRow[],
  figure: string,
): ExperimentReport['charts'][number] {
  return {
    title,
    xLabel: 'tags off',
    yLabel: 'tags on (hold)',
    scale: 'log',
    diagonal: true,
    series: distinct(rows, 'policy').map((policy) => ({
      name: policy,
      points: rows
        .filter((row) => row.policy === policy && row.withdrawal === 'hold')
        .map((row) => [numberOf(row, `off${figure}`) ?? 0, numberOf(row, `on${figure}`) ?? 0] as const),
    })),
  };
}
