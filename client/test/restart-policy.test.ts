import { describe, expect, test } from 'vitest';
import { RestartPolicy } from '../src/restart-policy.ts';

describe('restarting the server', () => {
  test('waits twice as long after each crash, up to half a minute', () => {
    const policy = new RestartPolicy(() => 0);
    const decisions = Array.from({ length: 8 }, () => policy.crashed());
    const delays = decisions.map((decision) => (decision.kind === 'restart' ? decision.delayMs : null));
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000]);
  });

  test('is left to the user after nine crashes in a row', () => {
    const policy = new RestartPolicy(() => 0);
    for (let crash = 0; crash < 8; crash++) policy.crashed();
    expect(policy.crashed()).toEqual({ kind: 'give-up', crashes: 9 });
    policy.reset();
    expect(policy.crashed()).toEqual({ kind: 'restart', delayMs: 250 });
  });

  test('starts from the shortest wait again after a server that lived long', () => {
    let now = 0;
    const policy = new RestartPolicy(() => now);
    policy.crashed();
    policy.crashed();
    policy.started();
    now = 200_000;
    expect(policy.crashed()).toEqual({ kind: 'restart', delayMs: 250 });
  });
});
