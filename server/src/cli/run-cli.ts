import { posix } from 'node:path';
import { fieldOf } from '@migration-tags/simulator';
import { Command, CommanderError, Option } from 'commander';
import { analyzeCommand } from './commands/analyze-command.ts';
import { CHECK_FORMATS, checkCommand } from './commands/check-command.ts';
import { previewCommand } from './commands/preview-command.ts';
import { simulateCommand } from './commands/simulate-command.ts';
import { suggestCommand } from './commands/suggest-command.ts';
import { registerExperiment } from './experiment/register-experiment.ts';
import { readJsonFile } from './input/text-file.ts';
import { type CliIo, type ExitCode, InputError } from './io.ts';

const CONFIG = '--config <file>';
const CONFIG_HELP = 'environment: VM, link, hypervisor, rules (default: the nearest migration-tags.json)';

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ migration-tags ${line}`).join('\n')}`;

const EXIT_CODES = `
Exit codes: 0 fine; 1 findings of severity error; 2 bad usage or unreadable input.
Results go to standard output, everything else to standard error.`;

/** Of the package that the bundles lie in. */
const versionOf = (io: CliIo): string => {
  const manifest: unknown = readJsonFile(
    io,
    posix.join(io.bundleFolder, '../package.json'),
    'the package’s manifest',
  );
  const version = fieldOf(manifest, 'version');
  return typeof version === 'string' ? version : 'unknown';
};

/** The verbs; `finish` takes the exit code of those that have findings. */
const createProgram = (io: CliIo, finish: (code: ExitCode) => void): Command => {
  const program = new Command('migration-tags')
    .description(
      'Find, check and preview the tags that tell a live migration when to start and when to stay away.',
    )
    .option('-V, --version', 'print the version')
    .on('option:version', () => {
      // Not commander's own `version()`: it would read the manifest at every start.
      io.stdout.write(`${versionOf(io)}\n`);
      throw new CommanderError(0, 'commander.version', '');
    })
    .addHelpText('after', EXIT_CODES);

  program
    .command('analyze')
    .description('list code entities with the pages they write')
    .argument('<path...>', 'source files or directories')
    .option(CONFIG, CONFIG_HELP)
    .option('--json', 'print JSON')
    .addHelpText('after', examples('analyze src', 'analyze --json main.mjs | jq ".entities[].verdict"'))
    .action((paths: string[], options) => analyzeCommand(io, paths, options));

  program
    .command('check')
    .description('check the tags, against the code and against a downtime budget')
    .argument('<path...>', 'source files or directories')
    .option(CONFIG, CONFIG_HELP)
    .addOption(new Option('--format <format>', 'how to print').choices(CHECK_FORMATS).default('pretty'))
    .option('--json', 'short for --format json')
    .option('--budget <file>', 'bounds no tag may break (default: "budget" in migration-tags.json)')
    .option('--baseline <file>', 'report only what is worse than this file')
    .option('--write-baseline <file>', 'write what is there now as a baseline')
    .addHelpText(
      'after',
      examples(
        'check src',
        'check --format sarif src > findings.sarif',
        'check --write-baseline baseline.json src',
        'check --baseline baseline.json --format github src',
      ),
    )
    .action((paths: string[], { json, ...options }) =>
      finish(checkCommand(io, paths, json ? { ...options, format: 'json' } : options)),
    );

  program
    .command('suggest')
    .description('find the few tags that save most, by simulating where they could stand')
    .argument('<path...>', 'entry files, or directories with main.*, index.* or package.json')
    .option(CONFIG, CONFIG_HELP)
    .option('--write', 'put the tags into the source')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('suggest src/main.ts', 'suggest --write src/main.ts'))
    .action((paths: string[], options) => suggestCommand(io, paths, options));

  program
    .command('preview')
    .description('simulate the workload of an entry file, tags on against tags off')
    .argument('<path>', 'entry file, or a directory with main.*, index.* or package.json')
    .option(CONFIG, CONFIG_HELP)
    .option('--html <file>', 'also write the report as one self-contained page')
    .option('--all', 'list every entity, also those inside a phase')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('preview src/main.ts', 'preview examples/log-etl --html report.html'))
    .action((path: string, options) => previewCommand(io, path, options));

  program
    .command('simulate')
    .description('run a scenario; no source code involved')
    .argument('<scenario>', 'scenario in JSON')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('simulate scenario.json', 'simulate --json scenario.json'))
    .action((file: string, options) => simulateCommand(io, file, options));

  registerExperiment(program, io, finish);

  program
    .command('lsp')
    .description('serve any editor over the language server protocol')
    .option('--stdio', 'on standard input and output (the only way here, so the default)')
    .addHelpText('after', examples('lsp --stdio'))
    .action(() => io.serveLanguage());

  return program;
};

/** Commander puts its guess (“Did you mean …?”) on a second line. */
const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

/** Every command reports through here, so that messages keep to standard error and nothing exits the process. */
const routeOutput = (command: Command, io: CliIo): void => {
  command
    .exitOverride()
    .configureHelp({ helpWidth: io.stdout.columns ?? 80 })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`${oneLine(text.replace(/^error: /, 'migration-tags: '))}\n`),
    });
  for (const child of command.commands) routeOutput(child, io);
};

/**
 * Runs one command line (without the program's own name) and says how it ended. Never throws on bad input; a defect
 * of the program itself comes out as an error with its stack.
 */
export const runCli = async (args: readonly string[], io: CliIo): Promise<ExitCode> => {
  let code: ExitCode = 0;
  const program = createProgram(io, (own) => {
    code = own;
  });
  routeOutput(program, io);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputError)) throw error;
    io.stderr.write(`migration-tags: ${error.message}\n`);
    return 2;
  }
};
