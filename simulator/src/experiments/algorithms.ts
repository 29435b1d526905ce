import { ALGORITHMS } from '../model/environment.ts';
import { runOnce } from '../run/world.ts';
import { baseScenario, busyVm, MEBIBYTE } from './base-scenario.ts';
import type { Experiment, ExperimentOptions, ExperimentReport, TrialRow } from './experiment.ts';
import { cell, median, numbersOf, percentCell, shareOf } from './statistics.ts';
import { COMPARED_WORKLOADS, type NamedWorkload } from './workloads.ts';

/** QEMU's loop has no end of its own on a workload beyond the link: it is forced after this long, like the others. */
const FORCED_AFTER_SECONDS = 60;

/** Every algorithm on the same workloads, without tags, at random moments. */
export const algorithms = ({ seed, size }: ExperimentOptions): Experiment => ({
  name: 'algorithms',
  trials: size,
  runTrial: (trial) =>
    COMPARED_WORKLOADS.flatMap((workload) =>
      ALGORITHMS.map((algorithm) => {
        const base = baseScenario(seed + trial, workload.phases, 0);
        const [result] = runOnce(
          {
            ...base,
            vm: busyVm(1024 * MEBIBYTE),
            migration: {
              ...base.migration,
              algorithm,
              timeoutSeconds: FORCED_AFTER_SECONDS,
              onTimeout: 'force',
            },
            // `uniform` would draw from the whole of a steady phase.
            request: { at: requestSeconds(workload, trial), deadlineSeconds: null },
          },
          'unguided',
          0,
        );
        const done = result ?? null;
        return {
          workload: workload.name,
          algorithm,
          forced: done?.forced ?? null,
          downtimeMs: done === null ? null : done.downtimeSeconds * 1000,
          totalMs: done === null ? null : done.totalSeconds * 1000,
          sentMiB: done === null ? null : done.sentBytes / MEBIBYTE,
          rounds: done?.rounds ?? null,
          taskLostMs: done === null ? null : done.totalSeconds * (1 - 1 / done.taskSlowdown) * 1000,
        };
      }),
    ),
  report,
});

/** Golden-ratio steps through a cycle of at most 12 s: evenly spread for any number of trials. */
const requestSeconds = ({ phases }: NamedWorkload, trial: number): number =>
  1 + 12 * ((trial * 0.618_033_988_749_895) % 1) * (phases.length > 1 ? 1 : 0.1);

function report(rows: readonly TrialRow[]): ExperimentReport {
  const right = (title: string) => ({ title, align: 'right' as const });
  return {
    title: 'Every algorithm on the same workloads',
    findings: [
      `Medians over ${rows.length / (ALGORITHMS.length * COMPARED_WORKLOADS.length)} moments each; 1 GiB VM, three quarters of it data, 1 Gbit/s, downtime limit 300 ms, no tags.`,
      `What has not ended after ${FORCED_AFTER_SECONDS} s is forced.`,
    ],
    tables: COMPARED_WORKLOADS.map(({ name }) => ({
      title: name,
      columns: [
        { title: 'algorithm', align: 'left' },
        right('downtime ms'),
        right('total s'),
        right('sent MiB'),
        right('rounds'),
        right('task lost ms'),
        right('forced'),
      ],
      rows: ALGORITHMS.map((algorithm) => {
        const own = rows.filter((row) => row.workload === name && row.algorithm === algorithm);
        const totalMs = median(numbersOf(own, 'totalMs'));
        return [
          algorithm,
          cell(median(numbersOf(own, 'downtimeMs'))),
          cell(totalMs === null ? null : totalMs / 1000, 1),
          cell(median(numbersOf(own, 'sentMiB'))),
          cell(median(numbersOf(own, 'rounds'))),
          cell(median(numbersOf(own, 'taskLostMs'))),
          percentCell(shareOf(own, (row) => row.forced === true)),
        ];
      }),
      note: null,
    })),
    charts: [
      {
        title: 'Downtime against bytes sent, medians',
        xLabel: 'sent MiB',
        yLabel: 'downtime ms',
        scale: 'log',
        diagonal: false,
        series: ALGORITHMS.map((algorithm) => ({
          name: algorithm,
          points: COMPARED_WORKLOADS.map(({ name }) => {
            const own = rows.filter((row) => row.workload === name && row.algorithm === algorithm);
            return [
              median(numbersOf(own, 'sentMiB')) ?? 0,
              median(numbersOf(own, 'downtimeMs')) ?? 0,
            ] as const;
          }),
        })),
      },
    ],
  };
}
