/**
 * Bytes that survive a scavenge while a program's expression is evaluated over and over, one row of CSV a program:
 * `npx tsx scripts/measure-survivors.ts LIST.json … --sources DIR`. Those copied and those promoted together, and those promoted alone, as V8's `--trace-gc-nvp` tells them.
 */
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, type Subject } from './measure-pages/subject.ts';
import { listedSubjects } from './measure-pages/subject-list.ts';
import { TargetProcess } from './measure-pages/target-process.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sources: { type: 'string', default: '.' } },
});

/** The first scavenges find what the program's start has left. */
const SETTLED_AFTER_MS = 300;
const AFTER_WARM_UP_SECONDS = 0.5;
/** Fewer tell nothing. */
const FEWEST_SCAVENGES = 3;

interface Scavenge {
  readonly ms: number;
  readonly allocated: number;
  readonly survived: number;
  readonly promoted: number;
}

/** `[71:0x5f]      812 ms: pause=2.2 … gc=s … allocated=2060224 promoted=0 new_space_survived=1296 …`. */
const scavengesIn = (trace: string): readonly Scavenge[] =>
  trace.split('\n').flatMap((line) => {
    if (!line.includes(' gc=s ')) return [];
    const figure = (name: string): number =>
      Number(new RegExp(` ${name}=(\\d+)`).exec(line)?.[1] ?? Number.NaN);
    return [
      {
        ms: Number(/^\[[^\]]*\]\s+(\d+) ms/.exec(line)?.[1]),
        allocated: figure('allocated'),
        survived: figure('promoted') + figure('new_space_survived'),
        promoted: figure('promoted'),
      },
    ];
  });

const scavengesOf = async (subject: Subject): Promise<readonly Scavenge[]> => {
  const { orders } = prepare(subject, values.sources);
  const folder = mkdtempSync(path.join(tmpdir(), 'measure-survivors-'));
  try {
    const output = path.join(folder, 'trace.txt');
    const started = performance.now();
    const target = new TargetProcess(
      { ...orders, stopAfterSeconds: AFTER_WARM_UP_SECONDS },
      ['--trace-gc-nvp'],
      openSync(output, 'w'),
    );
    await target.expect('ready');
    const settledMs = performance.now() - started + SETTLED_AFTER_MS;
    await target.expect('warm');
    target.answer();
    while ((await target.next()) !== null);
    return scavengesIn(readFileSync(output, 'latin1')).filter(({ ms }) => ms > settledMs);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const mean = (figures: readonly number[]): number =>
  Math.round(figures.reduce((sum, each) => sum + each, 0) / figures.length);

console.log('suite,name,scavenges,allocated_between,survived,promoted');
for (const subject of positionals.flatMap((list) => listedSubjects(readFileSync(list, 'utf8')))) {
  if (subject.perCall) continue;
  try {
    const scavenges = await scavengesOf(subject);
    if (scavenges.length < FEWEST_SCAVENGES) continue;
    const figures = [
      scavenges.length,
      mean(scavenges.map(({ allocated }) => allocated)),
      mean(scavenges.map(({ survived }) => survived)),
      mean(scavenges.map(({ promoted }) => promoted)),
    ];
    console.log([subject.suite, subject.name, ...figures].join(','));
  } catch (error) {
    console.error(
      ` ${subject.suite} ${subject.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
process.exit(0);
