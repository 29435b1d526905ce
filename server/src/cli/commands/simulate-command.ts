import { parseScenario, simulate } from '@migration-tags/simulator';
import { valueOrInputError } from '../input/input-problems.ts';
import { readJsonFile } from '../input/text-file.ts';
import type { CliIo } from '../io.ts';
import { outcomeTable } from '../output/outcome-table.ts';
import { paletteOf } from '../output/palette.ts';
import { printJson, printLines, widthOf } from '../output/print.ts';

export const simulateCommand = (io: CliIo, file: string, options: { readonly json?: boolean }): void => {
  const input = readJsonFile(io, file, 'a scenario in JSON');
  const scenario = valueOrInputError(parseScenario(input), file);
  const outcomes = simulate(scenario);
  if (options.json) printJson(io, { schema: 1, outcomes });
  else printLines(io, outcomeTable(outcomes, null, widthOf(io), paletteOf(io)));
};
