import { type Parsed, type Problem, parseScenario, simulate } from '@migration-tags/simulator';
import { type CliIo, InputError } from './io.ts';
import { outcomeTable } from './outcome-table.ts';
import { paletteOf } from './palette.ts';
import { printJson, printLines, widthOf } from './print.ts';
import { readJsonFile } from './text-file.ts';

/** `phases[0].duration`. */
const fieldPath = (path: Problem['path']): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );

/** The value, or an {@link InputError} that names the file, the first field that is wrong, and what was expected. */
export const valueOrInputError = <T>(parsed: Parsed<T>, file: string): T => {
  if (parsed.ok) return parsed.value;
  const [first, ...others] = parsed.problems;
  const field = first ? fieldPath(first.path) : '';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new InputError(
    `${file}: ${field === '' ? '' : `${field}: `}${first?.message ?? 'not valid.'}${more}`,
  );
};

export const simulateCommand = (io: CliIo, file: string, options: { readonly json?: boolean }): void => {
  const input = readJsonFile(io, file, 'a scenario in JSON');
  const scenario = valueOrInputError(parseScenario(input), file);
  const outcomes = simulate(scenario);
  if (options.json) printJson(io, { schema: 1, outcomes });
  else printLines(io, outcomeTable(outcomes, null, widthOf(io), paletteOf(io)));
};
