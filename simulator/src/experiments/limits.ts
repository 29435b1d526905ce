import { runOnce } from '../run/world.ts';
import { baseScenario, busyVm, MEBIBYTE, phase, region } from './base-scenario.ts';
import type { Experiment, ExperimentOptions, ExperimentReport, ReportTable, TrialRow } from './experiment.ts';
import { cell, median, numbersOf, shareOf } from './statistics.ts';

const LIMITS_MS = [10, 30, 50, 100, 200, 300, 500, 1000, 2000];
const LINKS_MBIT_PER_SECOND = [100, 200, 500, 1000, 2000, 5000, 10_000];
/** An attempt that has not ended after this long has not converged (the default time-out of a scenario). */
const TIMEOUT_SECONDS = 300;

/** A hot set of 24 MiB inside a larger one that is written slowly; 1 GiB. */
const PHASES = [
  phase('steady', 1e6, null, [
    region(24 * MEBIBYTE, 50_000, 'random'),
    region(300 * MEBIBYTE, 2000, 'random'),
  ]),
];

/** Downtime limit against bandwidth under QEMU's loop, with the cells that never converge. */
export const limits = ({ seed, size }: ExperimentOptions): Experiment => {
  const cells = LIMITS_MS.flatMap((limitMs) =>
    LINKS_MBIT_PER_SECOND.map((linkMbitPerSecond) => ({ limitMs, linkMbitPerSecond })),
  );
  return {
    name: 'limits',
    trials: cells.length * size,
    runTrial: (trial) => {
      const own = cells[trial % cells.length];
      if (own === undefined) return [];
      const base = baseScenario(seed + trial, PHASES, 0);
      const [result] = runOnce(
        {
          ...base,
          vm: busyVm(1024 * MEBIBYTE),
          link: { ...base.link, bandwidthBytesPerSecond: (own.linkMbitPerSecond * 1e6) / 8 },
          migration: {
            ...base.migration,
            downtimeLimitSeconds: own.limitMs / 1000,
            timeoutSeconds: TIMEOUT_SECONDS,
            onTimeout: 'cancel',
          },
          request: { at: 1, deadlineSeconds: null },
        },
        'unguided',
        0,
      );
      const done = result?.completed === true ? result : null;
      return [
        {
          ...own,
          converged: done !== null,
          downtimeMs: done === null ? null : done.downtimeSeconds * 1000,
          totalMs: done === null ? null : done.totalSeconds * 1000,
        },
      ];
    },
    report,
  };
};

function report(rows: readonly TrialRow[]): ExperimentReport {
  return {
    title: 'Downtime limit against bandwidth',
    findings: [
      'QEMU pre-copy of a 1 GiB VM that rewrites 24 MiB at random, 50,000 pages/s, and 300 MiB beside it at 2,000 pages/s.',
      `“never”: no run ended within ${TIMEOUT_SECONDS} s; a share in brackets where only some did.`,
    ],
    tables: [
      table('Service downtime, ms', rows, 'downtimeMs', 1, 0),
      table('Total migration time, s', rows, 'totalMs', 1000, 1),
    ],
    charts: [],
  };
}

function table(
  title: string,
  rows: readonly TrialRow[],
  field: string,
  unit: number,
  digits: number,
): ReportTable {
  return {
    title,
    columns: [
      { title: 'limit ms', align: 'right' },
      ...LINKS_MBIT_PER_SECOND.map((mbit) => ({ title: `${mbit} Mbit/s`, align: 'right' as const })),
    ],
    rows: LIMITS_MS.map((limitMs) => [
      String(limitMs),
      ...LINKS_MBIT_PER_SECOND.map((mbit) => {
        const own = rows.filter((row) => row.limitMs === limitMs && row.linkMbitPerSecond === mbit);
        const value = median(numbersOf(own, field));
        if (value === null) return 'never';
        const share = shareOf(own, (row) => row.converged === true) ?? 0;
        const figure = cell(value / unit, digits);
        return share < 1 ? `${figure} (${(100 * share).toFixed(0)} %)` : figure;
      }),
    ]),
    note: null,
  };
}
