/**
 * Measures the entities of server/test/data/duration-entities.js, three processes each, and prints durations-micro.csv: how long one execution takes.
 * `--only TEXT`: those whose name contains it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const ENTITIES = path.resolve(import.meta.dirname, '../server/test/data/duration-entities.js');

/**
 * Runs in the measured process: half a second of warm-up, then as much of single executions and more. The lower quartile of the times by the clock: what
 * other processes take away from one execution they seldom take away from four.
 */
const MEASURE = `
const run = M[process.argv[1]].mk();
const lasting = (seconds) => {
  const times = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end || times.length < 5; ) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 2];
};
lasting(0.5);
console.log(lasting(0.7));
`;

/** The least busy of them counts: what others do to the caches and the memory they share only ever adds. */
const PROCESSES = 3;

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

const source = readFileSync(ENTITIES, 'utf8');

/** The entities and a script after them, in a process of its own: what it prints. */
const printed = (script: string, ...rest: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', `${source}\n${script}`, ...rest], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
};

/** Where each \`add(\` begins, from 1. Entities of a loop share a line. */
const lines = source.split('\n');
const lineOf = (name: string): number =>
  lines.findIndex((line) => line.includes(`add('${name}'`) || isTemplateOf(line, name)) + 1;
const isTemplateOf = (line: string, name: string): boolean => {
  const [before, after] = /add\(`([^`$]*)\$\{KIB\}([^`]*)`/.exec(line)?.slice(1) ?? [];
  return before !== undefined && after !== undefined && name.startsWith(before) && name.endsWith(after);
};

console.log('entity,line,iter_ms');
const names = printed("console.log(Object.keys(M).join('\\n'))").split('\n');
for (const name of names.filter((each) => each.includes(values.only))) {
  const field = name.includes(',') ? `"${name}"` : name;
  const times = Array.from({ length: PROCESSES }, () => Number(printed(MEASURE, name)));
  console.log(`${field},${lineOf(name)},${Number(Math.min(...times).toPrecision(4))}`);
}
