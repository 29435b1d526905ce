import { EXPERIMENT_NAMES, EXPERIMENTS } from '@migration-tags/simulator';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { CliIo, ExitCode } from '../io.ts';
import { experimentCommand } from './experiment-command.ts';
import { DEFAULT_DATA_FOLDER } from './measured-data.ts';

const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} up.`);
  };

/** Adds the verb `experiment`; `finish` takes its exit code. */
export function registerExperiment(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const list = EXPERIMENT_NAMES.map(
    (name) => `  ${name.padEnd(11)} ${EXPERIMENTS[name].describe} (size ${EXPERIMENTS[name].size})`,
  ).join('\n');
  program
    .command('experiment')
    .description('run one of the simulator’s experiments; interrupted ones go on where they stopped')
    .addArgument(new Argument('<name>', 'which').choices(EXPERIMENT_NAMES))
    .option('--seed <number>', 'same seed, same figures', wholeNumber(0), 1)
    .option('--size <number>', 'cases, or repetitions', wholeNumber(1))
    .option('--workers <number>', 'threads (default: one per processor)', wholeNumber(1))
    .option('--data <folder>', `measured migrations, for validation (default: ${DEFAULT_DATA_FOLDER})`)
    .option('--state <file>', 'keeps finished trials until the experiment is done')
    .option('--html <file>', 'also write the report as one self-contained page')
    .option('--markdown <file>', 'also write the tables as Markdown')
    .option('--json', 'print JSON, every row included')
    .addHelpText('after', `\nExperiments:\n${list}`)
    .action(async (name, options) => finish(await experimentCommand(io, name, options)));
}
