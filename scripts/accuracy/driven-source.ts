import path from 'node:path';
import { isModule } from '../measure-pages/measurable-source.ts';
import type { Subject } from '../measure-pages/subject.ts';

/** What of a measured subject says how its program was driven. */
export type Driver = Pick<Subject, 'file' | 'call' | 'host' | 'programArguments'>;

/** Before anything of the program runs: what it was started with, and what it expects of its host. */
const prologueOf = ({ host, programArguments }: Driver): string => {
  const given = programArguments.map((argument) => JSON.stringify(argument)).join(', ');
  return `${given === '' ? '' : `process.argv.push(${given});`}${host === '' ? '' : `${host};`}`;
};

const EXPORTS = /\bmodule\.exports\b|\brequire\((['"])([^'"]+)\1\)/g;

/** What an expression asks for in CommonJS, as which even modules were measured, a module imports: its own exports, and those of others. */
const asModule = ({ file, call }: Driver): Readonly<Record<'imports' | 'expression', string>> => {
  const imports: string[] = [];
  const expression = call.replace(EXPORTS, (_, _quote, specifier?: string) => {
    const name = `exports${imports.length}`;
    imports.push(`import * as ${name} from '${specifier ?? `./${path.posix.basename(file)}`}';\n`);
    return name;
  });
  return { imports: imports.join(''), expression };
};

/** A program with the code that drove it. */
export interface DrivenSource {
  readonly text: string;
  /** Offset of the function that is one round: all that was measured of a program. */
  readonly round: number;
}

/**
 * The program with the code that drove it: at its end, in its own scope, the measured expression over and over, a promise awaited, as
 * scripts/measure-pages/target.ts runs it; on its first line what was evaluated before it. Its lines stay where they are.
 */
export const drivenSource = (source: string, driver: Driver): DrivenSource => {
  const prologue = prologueOf(driver);
  const program = prologue === '' ? source : `${prologue}${source.replace(/^#!/, '//')}`;
  const { imports, expression } = isModule(source, driver.file)
    ? asModule(driver)
    : { imports: '', expression: driver.call };
  const before = `${program}
;${imports}(async (round) => {
  for (;;) {
    const result = round();
    if (result instanceof Promise) await result;
  }
})(`;
  return { text: `${before}() => (${expression}));\n`, round: before.length };
};
