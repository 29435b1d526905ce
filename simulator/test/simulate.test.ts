import { parseScenario, type Scenario, simulate, traceRun } from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';

function scenario(change: object): Scenario {
  const parsed = parseScenario({
    runs: 20,
    vm: { memory: '512MiB', touched: '160MiB', nonZero: '230MiB' },
    link: { bandwidth: '160Mbit/s', latency: '0.2ms' },
    migration: { downtimeLimit: '100ms', onTimeout: 'force' },
    workload: {
      iterations: 0,
      phases: [
        {
          name: 'solve',
          duration: '30s',
          tag: 'withdraw',
          writes: [{ range: '64MiB', rate: '12000pages/s', pattern: 'random' }],
        },
        {
          name: 'wait',
          duration: '20s',
          tag: 'approve',
          writes: [{ range: '1MiB', rate: '200pages/s', pattern: 'sweep' }],
        },
      ],
    },
    request: { at: '1s', deadline: '20s' },
    ...change,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const patient = { at: '1s', deadline: '10min' };

describe('simulate', () => {
  it('gives the same outcomes for the same seed, and others for another', () => {
    const twice = [1, 2].map(() => JSON.stringify(simulate(scenario({ seed: 5 }))));
    expect(twice[0]).toBe(twice[1]);
    expect(JSON.stringify(simulate(scenario({ seed: 6 })))).not.toBe(twice[0]);
  });

  it('stops for longer when a hot phase is cut short at the deadline than in a quiet one', () => {
    const forced = simulate(scenario({ strategy: 'unguided' })).unguided;
    const guided = simulate(scenario({ strategy: 'guided', request: patient })).guided;
    expect(forced?.converged).toBe(0);
    expect(forced?.downtimeMs?.p5).toBeGreaterThan(1000);
    expect(guided?.converged).toBe(1);
    expect(guided?.downtimeMs?.p95).toBeLessThan(500);
  });

  it.each(['hold', 'cancel', 'suspend-task'])('switches over in a quiet phase under %s', (withdrawal) => {
    const base = scenario({ request: { at: 'uniform', deadline: 'none' }, withdrawal, reaction: '0ms' });
    for (let run = 0; run < 10; run++) {
      const { decisions, phases } = traceRun(base, 'guided', run);
      const switched = decisions.find(({ kind }) => kind === 'switch')?.atSeconds ?? Number.NaN;
      const phase = phases.find(
        ({ fromSeconds, toSeconds }) => fromSeconds <= switched && switched <= toSeconds,
      );
      expect(phase?.phase).toBe('wait');
    }
  });

  it('never does worse with hindsight than by starting at once', () => {
    const { oracle, unguided } = simulate(
      scenario({ strategy: ['oracle', 'unguided'], request: patient, runs: 5 }),
    );
    expect(oracle?.downtimeMs?.mean).toBeLessThanOrEqual(unguided?.downtimeMs?.mean ?? 0);
  });

  it('lets a finite task take its own time and what it lost, no more', () => {
    const base = scenario({ strategy: 'unguided' });
    const tasks = base.workload.tasks.map((task) => ({ ...task, iterations: 2 }));
    const outcome = simulate({ ...base, workload: { tasks } }).unguided;
    expect(outcome?.taskMs?.p50).toBeGreaterThan(100_000 + (outcome?.downtimeMs?.p5 ?? 0));
    expect(outcome?.taskMs?.p50).toBeLessThan(105_000);
  });

  it('shares a link among the virtual machines that migrate over it', () => {
    const { vm, workload, ...shared } = {
      vm: { memory: '256MiB', touched: '128MiB', nonZero: '200MiB' },
      workload: { iterations: 0, phases: [{ duration: '100s', writes: [] }] },
      link: { bandwidth: '160Mbit/s' },
      strategy: 'unguided',
    };
    const one = { vm, workload, request: { at: '1s' } };
    const totalOf = (vms: readonly object[]): number => {
      const parsed = parseScenario({ ...shared, runs: 5, vms });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return simulate(parsed.value).unguided?.totalMs?.p50 ?? Number.NaN;
    };
    expect(totalOf([one, one]) / totalOf([one])).toBeCloseTo(2, 1);
  });
});

describe('traceRun', () => {
  it('shows the run that was counted', () => {
    const base = scenario({ strategy: 'guided', request: patient, runs: 1 });
    const { result, samples, decisions, rounds } = traceRun(base, 'guided', 0);
    expect((result?.downtimeSeconds ?? 0) * 1000).toBeCloseTo(simulate(base).guided?.downtimeMs?.p50 ?? 0, 6);
    expect(decisions.map(({ kind }) => kind)).toEqual(['request', 'start', 'switch', 'resume']);
    const times = samples.map(({ atSeconds }) => atSeconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(rounds.length).toBeGreaterThan(1);
  });
});
