/** Runs every benchmark, one after the other so that none disturbs another; each writes its figures to bench/results/. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);

const benchmarks = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .sort();

if (benchmarks.length === 0) {
  process.stderr.write(`No benchmark matches ${wanted.join(', ')}.\n`);
  process.exitCode = 2;
}

for (const name of benchmarks) {
  process.stdout.write(`\n=== ${name.replace('.bench.ts', '')}\n`);
  const { status } = spawnSync('npx', ['--no-install', 'tsx', path.join(folder, name)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
