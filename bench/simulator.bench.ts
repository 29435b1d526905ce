/** What a simulated run costs, in CPU time of one thread: medians of several rounds, to bench/results/simulator.json. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as simulator from '@migration-tags/simulator';
import type { Scenario } from '@migration-tags/simulator';
import { buildSync } from 'esbuild';
import { readSteady } from '../scripts/validation/measured.ts';

const root = path.join(import.meta.dirname, '..');
/** Bundled as it ships: a loader that compiles on the fly adds calls of its own to every closure. */
const bundle = path.join(root, 'out/bench/simulator.mjs');
buildSync({
  entryPoints: [path.join(root, 'simulator/src/index.ts')],
  bundle: true,
  format: 'esm',
  outfile: bundle,
});
// The bundle has no types of its own; it is the module imported above.
const { parseScenario, simulate } = (await import(pathToFileURL(bundle).href)) as typeof simulator;

const ROUNDS = 5;

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median seconds over the rounds; the first call warms up and does not count. */
function measure(work: () => void): number {
  work();
  return median(
    Array.from({ length: ROUNDS }, () => {
      const start = cpuSeconds();
      work();
      return cpuSeconds() - start;
    }),
  );
}

/** Eight write regions, two phases. */
function large(memory: string, bandwidth: string, runs: number): Scenario {
  const writes = (rangeMiB: number, rate: number): readonly object[] =>
    [1, 2, 3, 4].map((i) => ({
      range: `${i * rangeMiB}MiB`,
      rate: `${i * rate}pages/s`,
      pattern: i % 2 === 0 ? 'sweep' : 'random',
    }));
  const parsed = parseScenario({
    runs,
    vm: { memory },
    link: { bandwidth },
    workload: {
      iterations: 0,
      phases: [
        { name: 'hot', duration: '20s', tag: 'withdraw', writes: writes(64, 20_000) },
        { name: 'cold', duration: '30s', tag: 'approve', writes: writes(8, 200) },
      ],
    },
    strategy: 'guided',
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const STEADY_RUNS = 100;
const steady = readSteady(STEADY_RUNS);
const steadySeconds = measure(() => {
  for (const { scenario } of steady) simulate(scenario);
});

const LARGE_RUNS = 2000;
const seconds64GiB = measure(() => simulate(large('64GiB', '10Gbit/s', LARGE_RUNS)));
const seconds1TiB = measure(() => simulate(large('1TiB', '160Gbit/s', LARGE_RUNS)));

/** A process of its own that only simulates: this one also holds the bundler and the loader of TypeScript. */
const memory = spawnSync(
  process.execPath,
  [
    '--input-type=module',
    '--eval',
    `const { simulate } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
    const { scenario } = JSON.parse(process.argv[1], (_, value) => (value === 'Infinity' ? Infinity : value));
    simulate(scenario);
    process.stdout.write(String(process.resourceUsage().maxRSS / 1024));`,
    JSON.stringify({ scenario: large('1TiB', '160Gbit/s', LARGE_RUNS) }, (_, value: unknown) =>
      value === Number.POSITIVE_INFINITY ? 'Infinity' : value,
    ),
  ],
  { encoding: 'utf8' },
);
if (memory.status !== 0) throw new Error(memory.stderr);

const results = {
  steadyMsPerRun: (steadySeconds * 1000) / (steady.length * STEADY_RUNS),
  monteCarlo10000Runs64GiBSeconds: (seconds64GiB * 10_000) / LARGE_RUNS,
  oneTiBOver64GiB: seconds1TiB / seconds64GiB,
  memoryMiB: Number(memory.stdout),
};
const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'simulator.json'), `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
