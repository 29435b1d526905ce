import { type Outcome, parseScenario, type Scenario, simulate, traceRun } from '@migration-tags/simulator';
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
    const outcomeOf = (input: object): Outcome | undefined => {
      const parsed = parseScenario({ ...shared, runs: 5, ...input });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return simulate(parsed.value).unguided;
    };
    const alone = outcomeOf({ vms: [one] })?.totalMs?.p50 ?? 0;
    const together = outcomeOf({ vms: [one, one], concurrentCopies: 2 });
    expect((together?.totalMs?.p50 ?? 0) / alone).toBeCloseTo(2, 1);

    // One after the other, unless a limit is stated: the second waits for the whole of the first.
    const queued = outcomeOf({ vms: [one, one] });
    expect((queued?.totalMs?.p95 ?? 0) / alone).toBeCloseTo(1, 1);
    expect(queued?.converged).toBe(1);
    expect((queued?.waitMs?.p95 ?? 0) / alone).toBeCloseTo(1, 1);
    expect(queued?.waitMs?.p5).toBe(0);
  });

  it('lets a quiet virtual machine go before one that waits for its tags', () => {
    const shared = { link: { bandwidth: '160Mbit/s' }, strategy: 'guided', runs: 5 };
    const vm = { memory: '256MiB', touched: '128MiB', nonZero: '200MiB' };
    const task = (...tags: readonly string[]) => ({
      iterations: 0,
      phases: tags.map((tag) => ({ name: tag, duration: '60s', tag, writes: [] })),
    });
    const urgent = { vm, workload: task('withdraw', 'approve'), request: { at: '1s', deadline: '100s' } };
    const quiet = { vm, workload: task('approve'), request: { at: '2s' } };
    const parsed = parseScenario({ ...shared, vms: [urgent, quiet] });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    // The urgent one waits for its own quiet phase, at 60 s, and not for the other.
    expect(simulate(parsed.value).guided?.waitMs).toMatchObject({ p5: 0 });
    expect(simulate(parsed.value).guided?.waitMs?.p95).toBeCloseTo(59_015, -1);
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
