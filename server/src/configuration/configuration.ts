import {
  defaultEnvironment,
  describeValue,
  type Environment,
  isRecord,
  type Message,
  nearestName,
  type Parsed,
  type Problem,
  parseEnvironment,
  say,
} from '@migration-tags/simulator';
import type { RuntimeSettings } from '../analysis/analyzer.ts';
import { RULES } from '../rules/catalogue.ts';
import type { Severity } from '../rules/finding.ts';
import { type DowntimeBudget, defaultBudget, parseBudget } from './downtime-budget.ts';

/** What migration-tags.json says, defaults filled in: where the workload runs, on which engine, how strict the rules are. */
export interface Configuration {
  readonly environment: Environment;
  readonly runtime: RuntimeSettings;
  /** By rule; a rule that is not named keeps its own severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly budget: DowntimeBudget;
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
  budget: defaultBudget,
};

/** Reads a configuration over `defaults`, which hold for what it leaves out and for each section with a problem. */
export const readConfiguration = (
  input: unknown,
  defaults: Configuration = defaultConfiguration,
): ReadConfiguration => {
  if (!isRecord(input)) {
    const problem = { path: [], message: say`expected ${say`an object`}; found ${describeValue(input)}` };
    return { configuration: defaults, problems: [problem] };
  }
  const environment = parseEnvironment(input, defaults.environment);
  const runtime = readRuntime(input.runtime, defaults.runtime);
  const severities = readSeverities(input.rules);
  const budget = readBudget(input.budget, defaults.budget);
  return {
    configuration: {
      environment: environment.ok ? environment.value : defaults.environment,
      runtime: runtime.ok ? runtime.value : defaults.runtime,
      severities: { ...defaults.severities, ...severities.value },
      budget: budget.ok ? budget.value : defaults.budget,
    },
    problems: [
      ...[environment, runtime, budget].flatMap((part) => (part.ok ? [] : part.problems)),
      ...severities.problems,
    ],
  };
};

const readRuntime = (input: unknown, defaults: RuntimeSettings): Parsed<RuntimeSettings> => {
  if (input === undefined) return { ok: true, value: defaults };
  if (!isRecord(input)) return wrong(['runtime'], say`an object such as {"name": "node20"}`, input);
  const problems: Problem[] = [];
  const name = RUNTIMES.find((known) => known === (input.name ?? defaults.name));
  if (name === undefined)
    problems.push(unexpected(['runtime', 'name'], say`one of ${RUNTIMES.join(', ')}`, input.name));
  const semiSpace = input.maxSemiSpaceMiB === undefined ? defaults.maxSemiSpaceMiB : input.maxSemiSpaceMiB;
  if (semiSpace !== null && !(typeof semiSpace === 'number' && semiSpace > 0 && semiSpace <= 4096)) {
    problems.push(
      unexpected(
        ['runtime', 'maxSemiSpaceMiB'],
        say`a number of MiB above 0 and up to 4096, or null`,
        semiSpace,
      ),
    );
  }
  for (const key of Object.keys(input)) {
    if (key !== 'name' && key !== 'maxSemiSpaceMiB') {
      problems.push({
        path: ['runtime', key],
        message: say`"${key}" is not known here; expected "name" or "maxSemiSpaceMiB"`,
      });
    }
  }
  if (name === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { name, maxSemiSpaceMiB: typeof semiSpace === 'number' ? semiSpace : null } };
};

const readBudget = (input: unknown, defaults: DowntimeBudget): Parsed<DowntimeBudget> => {
  if (input === undefined) return { ok: true, value: defaults };
  const budget = parseBudget(input);
  return budget.ok
    ? budget
    : {
        ok: false,
        problems: budget.problems.map(({ path, message }) => ({ path: ['budget', ...path], message })),
      };
};

/** What else is configured like a rule: the budget's findings, and the editor's hints. */
const FURTHER_RULES = ['downtime-budget', 'downtime-regression', 'readable-text', 'suggested-tag'] as const;

const RULE_NAMES = [...RULES.map(({ name }) => name), ...FURTHER_RULES];

/** Of each rule that is in order; the others keep their own severities. */
const readSeverities = (
  input: unknown,
): {
  readonly value: Configuration['severities'];
  readonly problems: readonly Problem[];
} => {
  if (input === undefined) return { value: {}, problems: [] };
  if (!isRecord(input)) {
    return {
      value: {},
      problems: [unexpected(['rules'], say`an object such as {"hot-approve": "error"}`, input)],
    };
  }
  const problems: Problem[] = [];
  const value: Record<string, Severity | 'off'> = {};
  for (const [rule, wanted] of Object.entries(input)) {
    const severity = SEVERITIES.find((known) => known === wanted);
    if (!RULE_NAMES.includes(rule)) problems.push({ path: ['rules', rule], message: unknownRule(rule) });
    else if (severity === undefined)
      problems.push(unexpected(['rules', rule], say`one of ${SEVERITIES.join(', ')}`, wanted));
    else value[rule] = severity;
  }
  return { value, problems };
};

const unknownRule = (rule: string): Message => {
  const meant = nearestName(rule, RULE_NAMES);
  return meant === null
    ? say`no rule is called "${rule}"; docs/rules lists them`
    : say`no rule is called "${rule}"; did you mean "${meant}"?`;
};

const wrong = (
  path: Problem['path'],
  expected: Message,
  found: unknown,
): { ok: false; problems: Problem[] } => ({
  ok: false,
  problems: [unexpected(path, expected, found)],
});

const unexpected = (path: Problem['path'], expected: Message, found: unknown): Problem => ({
  path,
  message: say`expected ${expected}; found ${describeValue(found)}`,
});
