/**
 * Counts the pages of memory that a program really writes (Linux 6.7 or newer), one row of CSV a subject:
 * `npm run measure -- FILE --function NAME [--call EXPRESSION] [--before SCRIPT …] [--host EXPRESSION] [--argument TEXT …] [--per-call] [--repetitions 2]`
 * `npm run measure -- --list SUBJECTS.json --sources DIR [--per-call]`: all subjects of a list, or those counted a call.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { measureCalls, measureCollector, measureWindows, type Windows } from './measure-pages/measure.ts';
import { FUNCTION_COLUMNS, functionRow, PROGRAM_COLUMNS, programRow } from './measure-pages/rows.ts';
import { prepare, type Subject } from './measure-pages/subject.ts';

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
    repetitions: { type: 'string', default: '2' },
    'node-flag': { type: 'string', multiple: true, default: [] },
  },
});

/** Calls counted of one function. */
const MOST_CALLS = 60;

/** A list's element: what is left out is as on the command line. */
const ListedSubject = v.object({
  suite: v.string(),
  name: v.string(),
  file: v.string(),
  function: v.optional(v.string(), 'main'),
  call: v.optional(v.string()),
  before: v.optional(v.array(v.string()), []),
  host: v.optional(v.string(), ''),
  programArguments: v.optional(v.array(v.string()), []),
  perCall: v.optional(v.boolean(), false),
});

const listed = (list: string): readonly Subject[] =>
  v
    .parse(v.pipe(v.string(), v.parseJson(), v.array(ListedSubject)), readFileSync(list, 'utf8'))
    .map((subject) => ({ ...subject, call: subject.call ?? `${subject.function}()` }))
    .filter(
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

const rowOf = async (subject: Subject): Promise<string> => {
  const preparation = prepare(subject, values.sources);
  const { orders } = preparation;
  const flags = values['node-flag'];
  if (subject.perCall)
    return functionRow(subject, preparation, await measureCalls(orders, flags, MOST_CALLS));
  const repetitions: Windows[] = [];
  for (let repetition = 0; repetition < Number(values.repetitions); repetition++)
    repetitions.push(await measureWindows(orders, flags));
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
