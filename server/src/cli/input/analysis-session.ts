import { posix } from 'node:path';
import { inEnglish } from '@migration-tags/simulator';
import type { AnalysisHost, Analyzer } from '../../analysis/analyzer.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { CONFIGURATION_FILE, readConfigurationFile } from '../../configuration/configuration-file.ts';
import { type DowntimeBudget, EXPECTED_BUDGET, parseBudget } from '../../configuration/downtime-budget.ts';
import { lineIndex } from '../../preview/line-index.ts';
import { type CliIo, InputError } from '../io.ts';
import { valueOrInputError } from './input-problems.ts';
import { absolutePath, displayPath } from './paths.ts';
import type { SourceFile } from './source-files.ts';
import { readJsonFile, readTextFile } from './text-file.ts';

/** The analyzer over some files in their environment. */
export interface AnalysisSession {
  readonly analyzer: Analyzer;
  readonly configuration: Configuration;
  /** `null`: none was found, defaults apply. */
  readonly configurationFile: string | null;
}

/** The nearest migration-tags.json at or above a directory. */
const nearestConfiguration = (io: CliIo, directory: string): string | null => {
  const candidate = posix.join(directory, CONFIGURATION_FILE);
  if (io.files.kindOf(candidate) === 'file') return candidate;
  const parent = posix.dirname(directory);
  return parent === directory ? null : nearestConfiguration(io, parent);
};

const readConfigurationAt = (io: CliIo, path: string): Configuration => {
  const text = readTextFile(io, path, 'an environment such as migration-tags.json');
  const { configuration, problems } = readConfigurationFile(text);
  const [first, ...others] = problems;
  if (first) {
    const { line, character } = lineIndex(text)(first.span.start);
    const field = first.field === '' ? '' : `${first.field}: `;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    throw new InputError(
      `${displayPath(io, absolutePath(io, path))}:${line + 1}:${character + 1}: ${field}${inEnglish(first.message)}${more}`,
    );
  }
  return configuration;
};

/** `--config FILE`, else the nearest migration-tags.json above the first source, else the defaults. */
export const readConfiguration = (
  io: CliIo,
  config: string | undefined,
  from: string,
): Omit<AnalysisSession, 'analyzer'> => {
  const configurationFile = config === undefined ? nearestConfiguration(io, from) : absolutePath(io, config);
  const configuration =
    configurationFile === null
      ? readConfigurationFile('{}').configuration
      : readConfigurationAt(io, configurationFile);
  return { configuration, configurationFile };
};

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);

/** Half-typed code is analysed as far as it is understood; that it is not all of it has to be said. */
const warnOfSyntaxError = (io: CliIo, analyzer: Analyzer, { path, text }: SourceFile): void => {
  const [first] = analyzer.outline(path).syntaxErrors;
  if (!first) return;
  const { line, character } = lineIndex(text)(first.span.start);
  io.stderr.write(
    `migration-tags: ${displayPath(io, path)}:${line + 1}:${character + 1}: syntax error: ${first.message} ` +
      'The figures of this file may lack some code.\n',
  );
};

/** Opens the sources for analysis. The configuration is read first: a broken one costs no analysis. */
export const openSession = (
  io: CliIo,
  sources: readonly SourceFile[],
  config: string | undefined,
): AnalysisSession => {
  const first = sources[0]?.path ?? posix.join(io.workingDirectory, 'none');
  const read = readConfiguration(io, config, posix.dirname(first));
  const { files } = io;
  const host: AnalysisHost = {
    readFile: (path) => (files.kindOf(path) === 'file' ? decode(files.read(path)) : undefined),
    fileExists: (path) => files.kindOf(path) === 'file',
    directoryExists: (path) => files.kindOf(path) === 'directory',
    listDirectory: (path) => (files.kindOf(path) === 'directory' ? files.list(path) : []),
    fileBytes: (path) => (files.kindOf(path) === 'file' ? files.bytesOf(path) : undefined),
    fileStart: (path, bytes) => (files.kindOf(path) === 'file' ? files.startOf(path, bytes) : undefined),
    fileUnpacked: (path, bytes) =>
      files.kindOf(path) === 'file' ? files.unpacked?.(path, bytes) : undefined,
    realPath: (path) => files.realPath(path),
  };
  const analyzer = io.createAnalyzer(host, read.configuration.runtime);
  for (const { path, text } of sources) analyzer.setText(path, text);
  for (const source of sources) warnOfSyntaxError(io, analyzer, source);
  return { analyzer, ...read };
};

/** `--budget FILE`, else that of the configuration. */
export const readBudget = (
  io: CliIo,
  budgetFile: string | null,
  { budget }: Configuration,
): DowntimeBudget =>
  budgetFile === null
    ? budget
    : valueOrInputError(parseBudget(readJsonFile(io, budgetFile, inEnglish(EXPECTED_BUDGET))), budgetFile);
