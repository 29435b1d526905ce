import {
  defaultEnvironment,
  dirtyBytes,
  environmentToJson,
  inEnglish,
  type Parsed,
  parseEnvironment,
  parseScenario,
  type Scenario,
  scenarioToJson,
} from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';

const MIB = 2 ** 20;

const phased = {
  schema: 1,
  seed: 7,
  runs: 50,
  vm: { memory: '512MiB', touched: '160MiB', nonZero: '150MiB' },
  link: { bandwidth: '160Mbit/s', latency: '0.2ms' },
  migration: { algorithm: 'qemu-precopy', downtimeLimit: '300ms', bandwidthCap: '128MiB/s' },
  workload: {
    iterations: 0,
    phases: [
      {
        name: 'solve',
        duration: '6s',
        tag: 'withdraw',
        writes: [{ range: '64MiB', rate: '12000pages/s', pattern: 'random' }],
      },
      {
        name: 'wait',
        duration: { low: '8s', likely: '9s', high: '10s' },
        tag: 'approve',
        writes: [{ range: '1MiB', rate: '200pages/s', pattern: 'sweep' }],
      },
    ],
  },
  request: { at: '1s', deadline: '60s' },
  strategy: 'guided',
  withdrawal: 'hold',
  suspendLimit: '1s',
};

const problemsOf = (parsed: Parsed<unknown>): string[] =>
  parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${inEnglish(message)}`);

const scenarioOf = (parsed: Parsed<Scenario>): Scenario => {
  if (!parsed.ok) throw new Error(problemsOf(parsed).join('\n'));
  return parsed.value;
};

describe('parseScenario', () => {
  it('reads every field into SI units', () => {
    const scenario = scenarioOf(parseScenario(phased));
    expect(scenario).toMatchObject({
      seed: 7,
      vm: { memoryBytes: 512 * MIB, nonZeroBytes: 150 * MIB },
      link: { bandwidthBytesPerSecond: 20e6, latencySeconds: 0.0002, inFlightBytes: null },
      migration: { downtimeLimitSeconds: 0.3, bandwidthCapBytesPerSecond: 128 * MIB, timeoutSeconds: 300 },
      request: { at: 1, deadlineSeconds: 60 },
      coordinator: { withdrawal: 'hold', suspendLimitSeconds: 1 },
      strategies: ['guided'],
    });
    expect(scenario.workload.tasks[0]?.phases[1]).toEqual({
      name: 'wait',
      durationSeconds: { low: 8, likely: 9, high: 10 },
      tag: 'approve',
      writes: [
        {
          rangeBytes: { low: MIB, likely: MIB, high: MIB },
          ratePagesPerSecond: { low: 200, likely: 200, high: 200 },
          pattern: 'sweep',
        },
      ],
    });
  });

  it('compares tags off with tags on when no strategy is named', () => {
    const { strategy: _, ...rest } = phased;
    expect(scenarioOf(parseScenario(rest)).strategies).toEqual(['unguided', 'guided']);
  });

  it('reads back what scenarioToJson wrote', () => {
    const { vm, workload, request, ...shared } = phased;
    const several = {
      ...shared,
      concurrentCopies: 2,
      vms: [{ vm, workload, request }, { workload: { tasks: [workload] } }],
    };
    for (const input of [phased, several]) {
      const scenario = scenarioOf(parseScenario(input));
      expect(scenarioOf(parseScenario(scenarioToJson(scenario)))).toEqual(scenario);
    }
  });

  it.each([
    [{ ...phased, runs: 0 }, 'runs: expected a whole number from 1 to 10,000,000; found 0'],
    [{ ...phased, concurrentCopies: 2 }, 'concurrentCopies: only "vms", several VMs on one link'],
    [{ ...phased, schema: 2 }, 'schema: expected 1, the only version of this format; found 2'],
    [{ ...phased, workload: undefined }, 'workload: "workload" is missing'],
    [{ ...phased, strategy: 'giuded' }, 'did you mean "guided"?'],
    [
      { ...phased, vm: { memry: '1GiB' } },
      'vm.memry: there is no field "memry" here; did you mean "memory"?',
    ],
    [{ ...phased, vm: { memory: '1GiB', touched: '2GiB' } }, 'vm.touched: must not exceed "memory"'],
    [{ ...phased, link: { bandwidth: '0bit/s' } }, 'link.bandwidth: must be greater than 0'],
    [{ ...phased, link: 'fast' }, 'link: expected an object; found "fast"'],
    [{ ...phased, request: { at: 'later' } }, 'request.at: "later" is not a quantity'],
    [
      { ...phased, workload: { phases: [{ duration: { low: '3s', likely: '2s', high: '4s' } }] } },
      'workload.phases.0.duration: expected low ≤ likely ≤ high',
    ],
    [
      { ...phased, workload: { phases: [{ duration: '1s', writes: [{ range: '1MiB' }] }] } },
      'workload.phases.0.writes.0.rate: "rate" is missing; expected a rate such as 200pages/s',
    ],
    [{ ...phased, workload: { phases: [] } }, 'workload.phases: expected a list with at least one item'],
    [null, ': expected an object; found null'],
    [[], ': expected an object; found a list'],
  ])('names the field and what was expected (%#)', (input, message) => {
    expect(problemsOf(parseScenario(input)).join('\n')).toContain(message);
  });
});

describe('parseEnvironment', () => {
  it('gives the defaults for an empty object', () => {
    expect(parseEnvironment({})).toEqual({ ok: true, value: defaultEnvironment });
  });

  it('leaves the fields of other readers alone and reads back what it wrote', () => {
    const json = {
      ...environmentToJson(defaultEnvironment),
      runtime: { name: 'node20' },
      rules: {},
      budget: {},
    };
    expect(parseEnvironment(json)).toEqual({ ok: true, value: defaultEnvironment });
  });

  it('names a wrong field', () => {
    expect(problemsOf(parseEnvironment({ migration: { downtimeLimit: 'short' } }))).toEqual([
      'migration.downtimeLimit: "short" is not a quantity; expected a duration such as 300ms (units us, ms, s, min, h)',
    ]);
  });
});

describe('dirtyBytes', () => {
  const region = (pattern: 'sweep' | 'random') => ({
    rangeBytes: { low: MIB, likely: MIB, high: MIB },
    ratePagesPerSecond: { low: 256, likely: 256, high: 256 },
    pattern,
  });

  it('is min(D·t, W) for a sweep and W·(1 − e^(−D·t/W)) for random writes', () => {
    expect(dirtyBytes([region('sweep')], 0.5)).toBeCloseTo(MIB / 2, 6);
    expect(dirtyBytes([region('sweep')], 2)).toBeCloseTo(MIB, 6);
    expect(dirtyBytes([region('random')], 1)).toBeCloseTo(MIB * (1 - Math.exp(-1)), 6);
    expect(dirtyBytes([region('sweep'), region('random')], 0)).toBe(0);
  });
});
