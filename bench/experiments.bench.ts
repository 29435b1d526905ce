/** What one trial of each experiment costs, and one run of each algorithm at 1 GiB and at 1 TiB on links as much faster. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cpuUsage } from 'node:process';
import {
  ALGORITHMS,
  createExperiment,
  defaultEnvironment,
  EXPERIMENT_NAMES,
  exactly,
  type Scenario,
  simulate,
} from '@migration-tags/simulator';

const GIB = 2 ** 30;

/** Processor time of this process, so that a busy machine does not count. */
function cpuMilliseconds(work: () => void): number {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
}

function scenario(algorithm: Scenario['migration']['algorithm'], times: number): Scenario {
  const memoryBytes = GIB * times;
  return {
    ...defaultEnvironment,
    seed: 1,
    runs: 100,
    strategies: ['unguided'],
    vm: {
      ...defaultEnvironment.vm,
      memoryBytes,
      touchedBytes: memoryBytes,
      nonZeroBytes: 0.75 * memoryBytes,
    },
    link: { ...defaultEnvironment.link, bandwidthBytesPerSecond: 125e6 * times },
    migration: { ...defaultEnvironment.migration, algorithm, timeoutSeconds: 60, onTimeout: 'force' },
    request: { at: 1, deadlineSeconds: null },
    workload: {
      tasks: [
        {
          iterations: 0,
          phases: [
            {
              name: 'steady',
              durationSeconds: exactly(1e6),
              tag: null,
              writes: [
                {
                  rangeBytes: exactly(0.1 * memoryBytes),
                  ratePagesPerSecond: exactly(10_000 * times),
                  pattern: 'random',
                },
              ],
            },
          ],
        },
      ],
    },
  };
}

const TRIALS = 5;
const trials = Object.fromEntries(
  EXPERIMENT_NAMES.map((name) => {
    const experiment = createExperiment(name, { seed: 1, size: TRIALS });
    const ms = cpuMilliseconds(() => {
      for (let trial = 0; trial < TRIALS; trial += 1) experiment.runTrial(trial);
    });
    return [name, ms / TRIALS];
  }),
);

const runs = Object.fromEntries(
  ALGORITHMS.map((algorithm) => {
    const at = (times: number): number => {
      const own = scenario(algorithm, times);
      simulate({ ...own, runs: 10 });
      return cpuMilliseconds(() => simulate(own)) / own.runs;
    };
    return [algorithm, { gib: at(1), tib: at(1024) }];
  }),
);

for (const [name, ms] of Object.entries(trials)) {
  process.stdout.write(`${name.padEnd(18)} ${ms.toFixed(1)} ms a trial\n`);
}
for (const [name, { gib, tib }] of Object.entries(runs)) {
  process.stdout.write(
    `${name.padEnd(18)} ${gib.toFixed(3)} ms a run at 1 GiB, ${tib.toFixed(3)} at 1 TiB\n`,
  );
}

const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'experiments.json'), `${JSON.stringify({ trials, runs }, null, 2)}\n`);
