import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Subject } from '../measure-pages/subject.ts';
import { drivenSource } from './driven-source.ts';
import type { SourceOf } from './estimate-rows.ts';
import type { FunctionRow, ProgramRow } from './measured-rows.ts';

const isOf = (row: ProgramRow | FunctionRow, { suite, name, file, perCall, ...subject }: Subject): boolean =>
  file === row.file &&
  (row.kind === 'program'
    ? !perCall && row.name === `${suite} ${name}`
    : perCall && row.name === `${name} ${subject.function}`);

/** What was measured for a row. Throws where the list has nothing for it. */
export const subjectOf = (row: ProgramRow | FunctionRow, subjects: readonly Subject[]): Subject => {
  const found = subjects.find((subject) => isOf(row, subject));
  if (found === undefined)
    throw new Error(`${row.name} (${row.file}): expected the list of its set to have it`);
  return found;
};

/**
 * Each row's program with the code that drove it. The analysis finds scripts that share their global scope where those of a page lie, in the program's own folder;
 * those that were run before it and lie elsewhere are put there.
 */
export const drivenBy =
  (subjects: readonly Subject[], folder: string): SourceOf =>
  (row) => {
    const read = (file: string): string => readFileSync(path.resolve(folder, file), 'utf8');
    const subject = subjectOf(row, subjects);
    const home = path.dirname(subject.file);
    const fromElsewhere = subject.before.filter((script) => path.dirname(script) !== home);
    const { text, round } = drivenSource(read(subject.file), subject);
    return {
      text,
      measuredAt: row.kind === 'program' ? round : null,
      beside: new Map(fromElsewhere.map((script) => [path.join(home, path.basename(script)), read(script)])),
    };
  };
