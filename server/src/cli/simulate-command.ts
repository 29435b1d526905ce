import { parseScenario, simulate } from '@migration-tags/simulator';
import { valueOrInputError } from './input-problems.ts';
import type { CliIo } from './io.ts';
import { outcomeTable } from './outcome-table.ts';
import { paletteOf } from './palette.ts';
import { printJson, printLines, widthOf } from './print.ts';
import { readJsonFile } from './text-file.ts';

export const simulateCommand = (io: CliIo, file: string, options: { readonly json?: boolean }): void => {
  const input = readJsonFile(io, file, 'a scenario in JSON');
  const scenario = valueOrInputError(parseScenario(input), file);
  const outcomes = simulate(scenario);
  if (options.json) printJson(io, { schema: 1, outcomes });
  else printLines(io, outcomeTable(outcomes, null, widthOf(io), paletteOf(io)));
};
