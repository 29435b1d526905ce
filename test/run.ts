/** Runs every suite, then says in one line how many tests passed and failed over all of them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads what the command wrote to RESULT_FILE; without it the command itself counts as one test. */
  readonly read?: (result: Record<string, unknown>) => Tally;
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

const results = mkdtempSync(path.join(tmpdir(), 'migration-tags-results-'));
const resultFile = (name: string): string => path.join(results, `${name.replaceAll(' ', '-')}.json`);

const ownTally = (result: Record<string, unknown>): Tally => ({
  passed: count(result.passed),
  failed: count(result.failed),
});

const vitest = (name: string, ...options: readonly string[]): Suite => ({
  name,
  command: [
    'vitest',
    'run',
    ...options,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile(name)}`,
  ],
  read: (result) => ({ passed: count(result.numPassedTests), failed: count(result.numFailedTests) }),
});

const suites: readonly Suite[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'types in a browser', command: ['tsc', '-p', 'tsconfig.browser.json'] },
  { name: 'format and lint', command: ['biome', 'ci', '--diagnostic-level=warn'] },
  { name: 'build', command: ['tsx', 'scripts/build.ts'] },
  vitest('unit and sessions'),
  { name: 'in the editor', command: ['tsx', 'test/in-editor/run.ts'], read: ownTally },
  { name: 'in the browser', command: ['tsx', 'test/browser/run.ts'], read: ownTally },
  vitest('in other editors', '--config', 'test/editors/vitest.config.mts'),
];

const run = ({ name, command, read }: Suite): Tally => {
  process.stdout.write(`\n=== ${name}\n`);
  const { status } = spawnSync('npx', ['--no-install', ...command], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, RESULT_FILE: resultFile(name) },
  });
  const succeeded = status === 0;
  if (!read) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
  if (!existsSync(resultFile(name))) return { passed: 0, failed: 1 };
  const tally = read(JSON.parse(readFileSync(resultFile(name), 'utf8')));
  // A suite that ends badly without a failing test (a crash, an unhandled rejection) has failed all the same.
  return !succeeded && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
};

const total = suites
  .map(run)
  .reduce((sum, tally) => ({ passed: sum.passed + tally.passed, failed: sum.failed + tally.failed }), {
    passed: 0,
    failed: 0,
  });
rmSync(results, { recursive: true, force: true });
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
