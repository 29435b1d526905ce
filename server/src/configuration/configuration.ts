import {
  defaultEnvironment,
  type Environment,
  type Parsed,
  type Problem,
  parseEnvironment,
} from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analysis/analyzer.ts';
import type { Severity } from '../rules/finding.ts';

/** What migration-tags.json says, defaults filled in: where the workload runs, on which engine, how strict the rules are. */
export interface Configuration {
  readonly environment: Environment;
  readonly runtime: RuntimeSettings;
  /** By rule; a rule that is not named keeps its own severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export interface ReadConfiguration {
  /** Every section that is in order, the default for one that is not. */
  readonly configuration: Configuration;
  readonly problems: readonly Problem[];
}

const RUNTIMES = ['node18', 'node20', 'node22', 'node24'] as const;
const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** What holds where nothing else is said. */
export const defaultConfiguration: Configuration = {
  environment: defaultEnvironment,
  runtime: { name: 'node20', maxSemiSpaceMiB: null },
  severities: {},
};

/** Reads a configuration over `defaults`, which hold for what it leaves out and for each section with a problem. */
export const readConfiguration = (
  input: unknown,
  defaults: Configuration = defaultConfiguration,
): ReadConfiguration => {
  if (!isRecord(input)) {
    const problem = { path: [], message: `expected an object; found ${describe(input)}` };
    return { configuration: defaults, problems: [problem] };
  }
  const environment = parseEnvironment(input, defaults.environment);
  const runtime = readRuntime(input.runtime, defaults.runtime);
  const severities = readSeverities(input.rules);
  return {
    configuration: {
      environment: environment.ok ? environment.value : defaults.environment,
      runtime: runtime.ok ? runtime.value : defaults.runtime,
      severities: { ...defaults.severities, ...(severities.ok ? severities.value : {}) },
    },
    problems: [environment, runtime, severities].flatMap((part) => (part.ok ? [] : part.problems)),
  };
};

const readRuntime = (input: unknown, defaults: RuntimeSettings): Parsed<RuntimeSettings> => {
  if (input === undefined) return { ok: true, value: defaults };
  if (!isRecord(input)) return wrong(['runtime'], 'an object such as {"name": "node20"}', input);
  const problems: Problem[] = [];
  const name = RUNTIMES.find((known) => known === (input.name ?? defaults.name));
  if (name === undefined)
    problems.push(unexpected(['runtime', 'name'], `one of ${RUNTIMES.join(', ')}`, input.name));
  const semiSpace = input.maxSemiSpaceMiB === undefined ? defaults.maxSemiSpaceMiB : input.maxSemiSpaceMiB;
  if (semiSpace !== null && !(typeof semiSpace === 'number' && semiSpace > 0 && semiSpace <= 4096)) {
    problems.push(
      unexpected(
        ['runtime', 'maxSemiSpaceMiB'],
        'a number of MiB above 0 and up to 4096, or null',
        semiSpace,
      ),
    );
  }
  for (const key of Object.keys(input)) {
    if (key !== 'name' && key !== 'maxSemiSpaceMiB') {
      problems.push({
        path: ['runtime', key],
        message: `"${key}" is not known here; expected "name" or "maxSemiSpaceMiB"`,
      });
    }
  }
  if (name === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { name, maxSemiSpaceMiB: typeof semiSpace === 'number' ? semiSpace : null } };
};

const readSeverities = (input: unknown): Parsed<Configuration['severities']> => {
  if (input === undefined) return { ok: true, value: {} };
  if (!isRecord(input)) return wrong(['rules'], 'an object such as {"RULE": "warning"}', input);
  const problems: Problem[] = [];
  const value: Record<string, Severity | 'off'> = {};
  for (const [rule, wanted] of Object.entries(input)) {
    const severity = SEVERITIES.find((known) => known === wanted);
    if (severity === undefined)
      problems.push(unexpected(['rules', rule], `one of ${SEVERITIES.join(', ')}`, wanted));
    else value[rule] = severity;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
};

const wrong = (
  path: Problem['path'],
  expected: string,
  found: unknown,
): { ok: false; problems: Problem[] } => ({
  ok: false,
  problems: [unexpected(path, expected, found)],
});

const unexpected = (path: Problem['path'], expected: string, found: unknown): Problem => ({
  path,
  message: `expected ${expected}; found ${describe(found)}`,
});

const describe = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : JSON.stringify(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
