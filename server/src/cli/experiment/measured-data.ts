import { posix } from 'node:path';
import { type MeasuredMigrations, type Parsed, parseGuided, parseSteady } from '@migration-tags/simulator';
import { valueOrInputError } from '../input/input-problems.ts';
import { displayPath } from '../input/paths.ts';
import { type CliIo, InputError } from '../io.ts';

/** Where a checkout keeps the measured migrations. They are not part of the installed product. */
export const DEFAULT_DATA_FOLDER = 'simulator/test/data';

/**
 * @param folder an absolute path
 * @throws InputError that names the file, and the line of what is wrong in it
 */
export function readMeasured(io: CliIo, folder: string): MeasuredMigrations {
  return {
    steady: readRows(io, folder, 'qemu-steady.jsonl', parseSteady),
    guided: readRows(io, folder, 'qemu-guided.jsonl', parseGuided),
  };
}

function readRows<Row>(
  io: CliIo,
  folder: string,
  name: string,
  parse: (lines: readonly unknown[]) => Parsed<readonly Row[]>,
): readonly Row[] {
  const file = posix.join(folder, name);
  const shown = displayPath(io, file);
  if (io.files.kindOf(file) !== 'file') {
    throw new InputError(
      `${shown}: there is no such file; expected the measured migrations, which a checkout has in ${DEFAULT_DATA_FOLDER}. Name their folder with --data`,
    );
  }
  const text = new TextDecoder().decode(io.files.read(file)).trim();
  const lines = text === '' ? [] : text.split('\n');
  return valueOrInputError(parse(lines.map((line, index) => parseJson(line, shown, index))), shown);
}

function parseJson(line: string, file: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new InputError(`${file}: line ${index + 1}: expected one JSON object a line`);
  }
}
