import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/model/environment.ts';
import { exactly } from '../../src/model/estimate.ts';
import type { Phase } from '../../src/model/workload.ts';
import { region, run, scenario, steadyPhase } from './steady-scenario.ts';

const hot: Phase = {
  name: 'hot',
  durationSeconds: exactly(3),
  tag: 'withdraw',
  writes: [region(4000, 20_000, 'random')],
};
const quiet: Phase = {
  name: 'quiet',
  durationSeconds: exactly(4),
  tag: 'approve',
  writes: [region(100, 100, 'sweep')],
};

describe.each(ALGORITHMS)('%s', (algorithm) => {
  it.each(['hold', 'cancel'] as const)('never switches over in a withdrawn phase (%s)', (withdrawal) => {
    const base = scenario(algorithm, [hot, quiet]);
    for (let seed = 1; seed <= 8; seed += 1) {
      let phase: Phase['name'] | null = hot.name;
      const switchedIn: (string | null)[] = [];
      run(
        {
          ...base,
          strategies: ['guided'],
          request: { at: seed * 0.8, deadlineSeconds: null },
          coordinator: { ...base.coordinator, withdrawal, reactionSeconds: 0 },
        },
        seed,
        {
          decision: (_, kind) => {
            if (kind === 'switch') switchedIn.push(phase);
          },
          phase: (_, __, entered) => {
            phase = entered?.name ?? null;
          },
          round: () => {},
          sample: () => {},
        },
      );
      expect(switchedIn).toEqual([quiet.name]);
    }
  });

  it('switches over soon after it is forced', () => {
    const base = scenario(algorithm, [steadyPhase([region(12_000, 40_000, 'random')])]);
    const result = run({ ...base, migration: { ...base.migration, timeoutSeconds: 0.5 } });
    // The rest of the memory at most, and what was written meanwhile: two passes of 1.8 s.
    expect(result.totalSeconds).toBeLessThan(0.5 + 2 * 1.8 + 0.1);
  });

  it('falls back to post-copy when told to', () => {
    const base = scenario(algorithm, [steadyPhase([region(12_000, 40_000, 'random')])]);
    const result = run({
      ...base,
      migration: { ...base.migration, timeoutSeconds: 0.5, onTimeout: 'post-copy' },
    });
    // The devices, the drain of what is in flight and a slow RESUME; nothing that grows with the memory.
    expect(result.downtimeSeconds).toBeLessThan(0.15);
  });
});
