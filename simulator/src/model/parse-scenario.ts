import type { Environment } from './environment.ts';
import {
  estimate,
  expected,
  FieldReader,
  integer,
  list,
  oneOf,
  positive,
  quantity,
  type ReadValue,
  text,
} from './field-reader.ts';
import { say } from './message.ts';
import { defaultEnvironment, readEnvironment, readRequest, readVirtualMachine } from './parse-environment.ts';
import type { Parsed, Problem } from './problem.ts';
import { type LinkSharer, type Scenario, STRATEGIES, type Strategy } from './scenario.ts';
import type { Phase, Task, Workload, WriteRegion } from './workload.ts';

/** A run of a scenario without `strategy` compares tags off with tags on. */
const DEFAULT_STRATEGIES: readonly Strategy[] = ['unguided', 'guided'];
const DEFAULT_RUNS = 200;
const MOST_RUNS = 10_000_000;

/** A scenario file that does not say otherwise means the hypervisor of the measurements: QEMU with TCG. KVM is not validated. */
const scenarioDefaults: Environment = {
  ...defaultEnvironment,
  vm: { ...defaultEnvironment.vm, accelerator: 'tcg' },
};

/** Parses a scenario file's JSON value; `defaults` fills in what it leaves out. */
export function parseScenario(input: unknown, defaults: Environment = scenarioDefaults): Parsed<Scenario> {
  const problems: Problem[] = [];
  const reader = new FieldReader(input, [], problems);
  reader.read('schema', oneSchema, 1);

  const environment = readEnvironment(reader, defaults);
  const sharers = reader.read('vms', list(readSharer(environment)), null);
  const concurrentCopies = reader.read('concurrentCopies', integer(1), null);
  const [first, ...others] = sharers ?? [];
  const scenario: Scenario = {
    ...environment,
    ...first,
    seed: reader.read('seed', integer(0), 1),
    runs: reader.read('runs', integer(1, MOST_RUNS), DEFAULT_RUNS),
    // With `vms` every VM brings its own workload.
    workload:
      first?.workload ??
      reader.require('workload', readWorkload, say`an object with "phases" or "tasks"`, { tasks: [] }),
    ...(others.length > 0 ? { others } : {}),
    ...(concurrentCopies === null ? {} : { concurrentCopies }),
    strategies: reader.read('strategy', readStrategies, DEFAULT_STRATEGIES),
  };
  if (sharers !== null) {
    for (const name of ['vm', 'workload', 'request']) {
      if (reader.has(name)) reader.problem(name, say`stands in each of "vms" and not beside it`);
    }
  }
  if (sharers === null && reader.has('concurrentCopies')) {
    reader.problem('concurrentCopies', say`only "vms", several VMs on one link, can copy at the same time`);
  }
  reader.end(['$schema', 'workload']);
  return problems.length === 0 ? { ok: true, value: scenario } : { ok: false, problems };
}

const oneSchema: ReadValue<1> = (value, path, problems) =>
  value === 1 ? 1 : expected(say`1, the only version of this format`)(value, path, problems);

const readStrategies: ReadValue<readonly Strategy[]> = (value, path, problems) => {
  if (Array.isArray(value)) return list(oneOf(STRATEGIES))(value, path, problems);
  const strategy = oneOf(STRATEGIES)(value, path, problems);
  return strategy === null ? null : [strategy];
};

const readSharer =
  (environment: Environment): ReadValue<LinkSharer> =>
  (value, path, problems) => {
    const reader = new FieldReader(value, path, problems);
    const sharer = {
      vm: readVirtualMachine(reader.object('vm'), environment.vm),
      workload: reader.require('workload', readWorkload, say`an object with "phases" or "tasks"`, {
        tasks: [],
      }),
      request: readRequest(reader.object('request'), environment.request),
    };
    reader.end();
    return sharer;
  };

const readWorkload: ReadValue<Workload> = (value, path, problems) => {
  const reader = new FieldReader(value, path, problems);
  if (reader.has('tasks')) {
    if (reader.has('phases')) reader.problem('phases', say`give either "tasks" or "phases", not both`);
    const tasks = reader.read('tasks', list(readTask), []);
    reader.end(['phases', 'iterations']);
    return { tasks };
  }
  return { tasks: [readTaskFields(reader)] };
};

const readTask: ReadValue<Task> = (value, path, problems) =>
  readTaskFields(new FieldReader(value, path, problems));

function readTaskFields(reader: FieldReader): Task {
  const task = {
    iterations: reader.read('iterations', integer(0), 1),
    phases: reader.require('phases', list(readPhase), say`a list of phases`, []),
  };
  reader.end();
  return task;
}

const readPhase: ReadValue<Phase> = (value, path, problems) => {
  const reader = new FieldReader(value, path, problems);
  const duration = reader.require(
    'duration',
    estimate(positive('duration')),
    say`a duration such as 6s`,
    null,
  );
  const phase = {
    name: reader.read('name', text, `phase ${path[path.length - 1] ?? 0}`),
    durationSeconds: duration ?? { low: 1, likely: 1, high: 1 },
    tag: reader.read('tag', readTag, null),
    writes: reader.read('writes', list(readRegion, 0), []),
  };
  reader.end();
  return phase;
};

const readTag: ReadValue<Phase['tag']> = (value, path, problems) =>
  value === null ? null : oneOf(['approve', 'withdraw'])(value, path, problems);

const readRegion: ReadValue<WriteRegion> = (value, path, problems) => {
  const reader = new FieldReader(value, path, problems);
  const range = reader.require('range', estimate(quantity('bytes')), say`a size such as 64MiB`, null);
  const rate = reader.require('rate', estimate(quantity('page-rate')), say`a rate such as 200pages/s`, null);
  const pattern = reader.read('pattern', oneOf(['sweep', 'random']), 'random' as const);
  reader.end();
  return range === null || rate === null ? null : { rangeBytes: range, ratePagesPerSecond: rate, pattern };
};
