/** Start-up of the command line, CPU time, side by side with a process that does nothing. Needs `npm run build`. Limit: 100 ms more. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROUNDS = 15;
const LIMIT_MS = 100;

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'server/bin/migration-tags.js');

/** The child reports its own CPU time as it exits. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write(String((user+system)/1000))})';

const cpuMs = (args: readonly string[]): number => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', REPORT, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}: ${stderr}`);
  return Number(stderr);
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const commands = {
  nothing: ['-e', '0'],
  help: [bin, '--help'],
  version: [bin, '--version'],
} as const;

const measured: Record<keyof typeof commands, number[]> = { nothing: [], help: [], version: [] };
// Interleaved, so that a busy machine burdens each alike.
for (let round = 0; round < ROUNDS; round++) {
  measured.nothing.push(cpuMs(commands.nothing));
  measured.help.push(cpuMs(commands.help));
  measured.version.push(cpuMs(commands.version));
}

const rounded = (value: number): number => Number(value.toFixed(1));
const result = {
  rounds: ROUNDS,
  cpuMs: {
    nothing: rounded(median(measured.nothing)),
    help: rounded(median(measured.help)),
    version: rounded(median(measured.version)),
  },
  limitMsAboveNothing: LIMIT_MS,
};
const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'cli.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result.cpuMs)} ms of CPU, limit ${LIMIT_MS} above nothing\n`);
if (result.cpuMs.help - result.cpuMs.nothing > LIMIT_MS) process.exitCode = 1;
