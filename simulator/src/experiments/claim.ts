import { createRandom, type Random } from '../engine/random.ts';
import type { Withdrawal } from '../model/environment.ts';
import type { Scenario, Strategy } from '../model/scenario.ts';
import type { RunResult } from '../run/record.ts';
import { runOnce } from '../run/world.ts';
import { baseScenario, busyVm, MEBIBYTE, phase, region } from './base-scenario.ts';
import { reportClaim } from './claim-report.ts';
import type { Experiment, ExperimentOptions, TrialRow } from './experiment.ts';
import { MIGRATION_POLICIES, type MigrationPolicy } from './migration-policies.ts';

const WITHDRAWALS: readonly Withdrawal[] = ['hold', 'cancel', 'suspend-task'];

/** About how long the task runs; the request comes in its first half. */
const TASK_SECONDS = 120;
/** The stream of the case's own random numbers, apart from those of its runs. */
const CASE_STREAM = 0x7461;

interface ClaimCase {
  readonly hotSeconds: number;
  readonly quietSeconds: number;
  readonly hotBytes: number;
  readonly hotPagesPerSecond: number;
  readonly hotPattern: 'sweep' | 'random';
  readonly linkBytesPerSecond: number;
  readonly iterations: number;
  readonly requestSeconds: number;
  readonly quietBytes: number;
  readonly quietPagesPerSecond: number;
}

/**
 * The paper's claim (Lin and Kuo 2018, abstract): with tags, downtime and the task's execution time both improve, the
 * suspension included. Every case is a task that alternates a hot phase, tagged `withdraw`, with a quiet one, tagged
 * `approve`; everything about it is drawn at random. Each runs under each policy, without tags and with them.
 */
export const claim = ({ seed, size }: ExperimentOptions): Experiment => ({
  name: 'claim',
  trials: size,
  runTrial: (trial) => {
    const drawn = drawCase(createRandom(seed + trial, CASE_STREAM));
    return MIGRATION_POLICIES.flatMap((policy) => {
      const scenario = scenarioOf(drawn, policy, seed + trial);
      const off = runOne(scenario, 'unguided');
      return WITHDRAWALS.map((withdrawal) => {
        const coordinator = { ...scenario.coordinator, withdrawal };
        const on = runOne({ ...scenario, coordinator }, 'guided');
        return { case: trial, policy: policy.name, withdrawal, ...caseRow(drawn), ...sides(off, on) };
      });
    });
  },
  report: reportClaim,
});

const logUniform = (random: Random, low: number, high: number): number =>
  low * (high / low) ** random.uniform();

/** Ranges wide enough to hold cases in which tags cannot help and cases in which they cost. */
function drawCase(random: Random): ClaimCase {
  const hotSeconds = logUniform(random, 0.5, 20);
  const quietSeconds = logUniform(random, 0.5, 20);
  const iterations = Math.max(2, Math.round(TASK_SECONDS / (hotSeconds + quietSeconds)));
  return {
    hotSeconds,
    quietSeconds,
    hotBytes: logUniform(random, 2, 256) * MEBIBYTE,
    hotPagesPerSecond: logUniform(random, 1000, 100_000),
    hotPattern: random.uniform() < 0.5 ? 'sweep' : 'random',
    quietBytes: logUniform(random, 0.1, 8) * MEBIBYTE,
    quietPagesPerSecond: logUniform(random, 10, 2000),
    // 200 Mbit/s to 2 Gbit/s
    linkBytesPerSecond: logUniform(random, 25e6, 250e6),
    iterations,
    requestSeconds: (random.uniform() * iterations * (hotSeconds + quietSeconds)) / 2,
  };
}

function scenarioOf(drawn: ClaimCase, policy: MigrationPolicy, seed: number): Scenario {
  const base = baseScenario(
    seed,
    [
      phase('hot', drawn.hotSeconds, 'withdraw', [
        region(drawn.hotBytes, drawn.hotPagesPerSecond, drawn.hotPattern),
      ]),
      phase('quiet', drawn.quietSeconds, 'approve', [
        region(drawn.quietBytes, drawn.quietPagesPerSecond, 'sweep'),
      ]),
    ],
    drawn.iterations,
  );
  return {
    ...base,
    vm: busyVm(512 * MEBIBYTE),
    link: { ...base.link, bandwidthBytesPerSecond: drawn.linkBytesPerSecond },
    migration: { ...base.migration, ...policy.settings },
    request: { at: drawn.requestSeconds, deadlineSeconds: policy.deadlineSeconds },
  };
}

const runOne = (scenario: Scenario, strategy: Strategy): RunResult | null =>
  runOnce(scenario, strategy, 0)[0] ?? null;

const caseRow = (drawn: ClaimCase): TrialRow => ({
  hotSeconds: drawn.hotSeconds,
  quietSeconds: drawn.quietSeconds,
  hotMiB: drawn.hotBytes / MEBIBYTE,
  hotPagesPerSecond: drawn.hotPagesPerSecond,
  hotPattern: drawn.hotPattern,
  linkMbitPerSecond: (drawn.linkBytesPerSecond * 8) / 1e6,
  requestSeconds: drawn.requestSeconds,
});

const sides = (off: RunResult | null, on: RunResult | null): TrialRow => ({
  ...sideRow('off', off),
  ...sideRow('on', on),
});

/** `taskLostMs`: what the request cost the task: stop, throttling, faults and suspension together. */
const sideRow = (side: 'off' | 'on', result: RunResult | null): TrialRow => ({
  [`${side}Completed`]: result?.completed ?? false,
  [`${side}Forced`]: result?.forced ?? false,
  [`${side}DowntimeMs`]: ms(result?.completed ? result.downtimeSeconds : null),
  [`${side}TaskLostMs`]: ms(lostSeconds(result)),
  [`${side}SentMiB`]: result === null ? null : result.sentBytes / MEBIBYTE,
  [`${side}FinishedMs`]: ms(result?.completed ? result.waitSeconds + result.totalSeconds : null),
  [`${side}SuspendedMs`]: ms(result?.suspendedSeconds ?? null),
});

const ms = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);

const lostSeconds = (result: RunResult | null): number | null =>
  result === null || result.taskSeconds === null
    ? null
    : result.taskSeconds - result.taskSeconds / result.taskSlowdown;
