/**
 * Counts the pages of memory that a program really writes (Linux 6.7 or newer), one row of CSV a subject:
 * `npm run measure -- FILE --function NAME [--call EXPRESSION] [--before SCRIPT …] [--host EXPRESSION] [--argument TEXT …] [--per-call] [--repetitions 3]`
 * `npm run measure -- --list SUBJECTS.json --sources DIR [--per-call]`: all subjects of a list, or those counted a call.
 * On a busy machine give it a raised priority: `nice`, and where the kernel shares processors among sessions first (sched(7), the autogroup feature),
 * `echo -12 >/proc/self/autogroup` as well, without which `nice` counts inside the session only.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureCalls, measureCollector, measureWindows } from './measure-pages/measure.ts';
import { FUNCTION_COLUMNS, functionRow, PROGRAM_COLUMNS, programRow } from './measure-pages/rows.ts';
import { prepare, type Subject } from './measure-pages/subject.ts';
import { listedSubjects } from './measure-pages/subject-list.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    function: { type: 'string', default: 'main' },
    call: { type: 'string' },
    before: { type: 'string', multiple: true, default: [] },
    host: { type: 'string', default: '' },
    argument: { type: 'string', multiple: true, default: [] },
    'per-call': { type: 'boolean', default: false },
    suite: { type: 'string', default: '' },
    name: { type: 'string' },
    list: { type: 'string' },
    only: { type: 'string', default: '' },
    sources: { type: 'string', default: '.' },
    repetitions: { type: 'string', default: '3' },
    'node-flag': { type: 'string', multiple: true, default: [] },
  },
});

/** Calls counted of one function in one process. */
const MOST_CALLS = 60;

const listed = (list: string): readonly Subject[] =>
  listedSubjects(readFileSync(list, 'utf8')).filter(
    (subject) =>
      subject.perCall === values['per-call'] && `${subject.suite} ${subject.name}`.includes(values.only),
  );

const given = (): readonly Subject[] =>
  positionals.map((file) => ({
    suite: values.suite,
    name: values.name ?? file,
    file,
    function: values.function,
    call: values.call ?? `${values.function}()`,
    before: values.before,
    host: values.host,
    programArguments: values.argument,
    perCall: values['per-call'],
  }));

/** One process after the other, so that they do not disturb one another. */
const repeated = async <Result>(
  measure: (repetition: number) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  while (results.length < Number(values.repetitions)) results.push(await measure(results.length));
  return results;
};

const rowOf = async (subject: Subject): Promise<string> => {
  const preparation = prepare(subject, values.sources);
  const { orders } = preparation;
  const flags = values['node-flag'];
  if (subject.perCall)
    return functionRow(subject, preparation, await repeated(() => measureCalls(orders, flags, MOST_CALLS)));
  const repetitions = await repeated((repetition) => measureWindows(orders, flags, repetition === 0));
  return programRow(subject, preparation, repetitions, await measureCollector(orders, flags));
};

console.log(values['per-call'] ? FUNCTION_COLUMNS : PROGRAM_COLUMNS);
for (const subject of values.list === undefined ? given() : listed(values.list)) {
  try {
    console.log(await rowOf(subject));
  } catch (error) {
    console.error(
      `${subject.suite} ${subject.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  }
}
process.exit();
