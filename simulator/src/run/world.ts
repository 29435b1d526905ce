import { DEFAULT_CONCURRENT_COPIES, nextTurns } from '../coordinator/migration-queue.ts';
import { CALIBRATION } from '../engine/calibration.ts';
import type { Channel } from '../engine/engine.ts';
import { drawInFlightBytes } from '../engine/in-flight.ts';
import { createRandom, type Random } from '../engine/random.ts';
import type { Link } from '../model/environment.ts';
import type { Scenario, Strategy } from '../model/scenario.ts';
import { cycleDelay } from './cycle-detect.ts';
import { cycleSeconds, drawTask } from './draw.ts';
import type { RunObserver, RunResult } from './record.ts';
import { createStallDetector } from './stall-detect.ts';
import { type Clock, VmRun } from './vm-run.ts';

/** One run of one strategy: `null` for a VM whose migration did not complete. */
export function runOnce(
  scenario: Scenario,
  strategy: Strategy,
  runIndex: number,
  observer: RunObserver | null = null,
): readonly (RunResult | null)[] {
  if (strategy !== 'oracle') return runDelayed(scenario, strategy, runIndex, 0, observer);
  const delay = bestDelay(scenario, runIndex);
  return runDelayed(scenario, 'unguided', runIndex, delay, observer);
}

/** Start times that the oracle tries, over one cycle of the longest task. */
const ORACLE_STARTS = 16;

/** With hindsight: the start, within a cycle and the deadline, that gives the least downtime. */
function bestDelay(scenario: Scenario, runIndex: number): number {
  const tasks = scenario.workload.tasks.map((task) => drawTask(task, createRandom(scenario.seed, runIndex)));
  const latest = Math.min(cycleSeconds(tasks), scenario.request.deadlineSeconds ?? Number.POSITIVE_INFINITY);
  let best = 0;
  let bestSeconds = Number.POSITIVE_INFINITY;
  for (let start = 0; start < ORACLE_STARTS; start++) {
    const delay = (latest * start) / ORACLE_STARTS;
    const results = runDelayed(scenario, 'unguided', runIndex, delay, null);
    const worst = Math.max(...results.map((result) => result?.downtimeSeconds ?? Number.POSITIVE_INFINITY));
    if (worst < bestSeconds) {
      best = delay;
      bestSeconds = worst;
    }
  }
  return best;
}

function runDelayed(
  scenario: Scenario,
  strategy: Strategy,
  runIndex: number,
  delaySeconds: number,
  observer: RunObserver | null,
): readonly (RunResult | null)[] {
  const clock: Clock = { nowSeconds: 0 };
  const now = (): number => clock.nowSeconds;
  const vms: VmRun[] = [];
  const sharing = (): number => Math.max(1, vms.filter((vm) => vm.copying).length);
  const random = createRandom(scenario.seed, runIndex);

  const sharers = [scenario, ...(scenario.others ?? [])];
  for (const { vm, workload, request } of sharers) {
    const tasks = workload.tasks.map((task) => drawTask(task, random));
    const at = request.at === 'uniform' ? random.uniform() * cycleSeconds(tasks) : request.at;
    vms.push(
      new VmRun({
        environment: { ...scenario, vm, request },
        tasks,
        guided: strategy === 'guided',
        awaitsTurn: sharers.length > 1,
        requestAtSeconds: at,
        delaySeconds:
          strategy === 'cycle-detect'
            ? cycleDelay(tasks, at, vm.nonZeroBytes / scenario.link.bandwidthBytesPerSecond)
            : delaySeconds,
        createAdvisor: strategy === 'stall-detect' ? createStallDetector : null,
        channel: openChannel(scenario.link, random, sharing),
        random,
        now,
        observer: vms.length === 0 ? observer : null,
      }),
    );
  }

  const concurrentCopies = scenario.concurrentCopies ?? DEFAULT_CONCURRENT_COPIES;
  let copying = 0;
  while (vms.some((vm) => !vm.finished)) {
    if (vms.length > 1) giveTurns(vms, concurrentCopies, clock.nowSeconds);
    const nextSeconds = Math.min(...vms.map((vm) => vm.nextEventSeconds()));
    // A request that is barred for ever, without a deadline.
    if (nextSeconds === Number.POSITIVE_INFINITY) break;
    clock.nowSeconds = Math.max(clock.nowSeconds, nextSeconds);
    for (const vm of vms) vm.proceed(clock.nowSeconds);
    for (const vm of vms) {
      const copied = vm.copying;
      vm.runEngine(clock, nextEventOfOthers(vms, vm));
      // It left the link: the others' shares, and whose turn it is, are other ones from this moment on.
      if (copied && !vm.copying) break;
    }
    const nowCopying = sharing();
    if (nowCopying !== copying) for (const vm of vms) vm.disturb();
    copying = nowCopying;
  }
  return vms.map((vm) => vm.result);
}

function giveTurns(vms: readonly VmRun[], concurrentCopies: number, atSeconds: number): void {
  const { turns, displaced } = nextTurns(
    vms.map((vm) => vm.coordinator),
    concurrentCopies,
  );
  for (const index of turns) vms[index]?.tell({ kind: 'turn', atSeconds });
  for (const index of displaced) vms[index]?.tell({ kind: 'displaced', atSeconds });
}

const nextEventOfOthers = (vms: readonly VmRun[], except: VmRun): number =>
  vms.length === 1
    ? Number.POSITIVE_INFINITY
    : Math.min(...vms.filter((vm) => vm !== except).map((vm) => vm.nextEventSeconds()));

/** Concurrent migrations share the link evenly, as TCP streams of equal round-trip time do. */
function openChannel(link: Link, random: Random, sharing: () => number): Channel {
  const payload = link.bandwidthBytesPerSecond * CALIBRATION.payloadShare;
  return {
    bytesPerSecond: () => payload / sharing(),
    latencySeconds: link.latencySeconds,
    inFlightBytes: link.inFlightBytes ?? drawInFlightBytes(link, random),
  };
}
