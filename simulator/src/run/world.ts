import type { Channel } from '../engine/engine.ts';
import { createRandom, type Random } from '../engine/random.ts';
import type { Link } from '../model/environment.ts';
import type { Scenario, Strategy } from '../model/scenario.ts';
import { cycleSeconds, drawTask } from './draw.ts';
import type { RunObserver, RunResult } from './record.ts';
import { VmRun } from './vm-run.ts';

/** TCP payload of a full Ethernet frame: 1448 of 1514 bytes (MTU 1500, time stamps); the link's rate counts frames. */
const PAYLOAD_SHARE = 1448 / 1514;
/** Most the sender's stack holds, and the bandwidth at which it is 63 % of that (fitted to qemu-steady's drains). */
const MOST_IN_FLIGHT_BYTES = 4.4e6;
const IN_FLIGHT_BANDWIDTH = 95e6 / 8;
/** Spread of the buffer's size between runs, of its logarithm. */
const IN_FLIGHT_SPREAD = 0.15;

/** One run of one strategy: `null` for a VM whose migration did not complete. */
export function runOnce(
  scenario: Scenario,
  strategy: Strategy,
  runIndex: number,
  observer: RunObserver | null = null,
): readonly (RunResult | null)[] {
  let nowSeconds = 0;
  const now = (): number => nowSeconds;
  const vms: VmRun[] = [];
  const sharing = (): number => Math.max(1, vms.filter((vm) => vm.copying).length);
  const random = createRandom(scenario.seed, runIndex);

  for (const { vm, workload, request } of [scenario, ...(scenario.others ?? [])]) {
    const tasks = workload.tasks.map((task) => drawTask(task, random));
    const at = request.at === 'uniform' ? random.uniform() * cycleSeconds(tasks) : request.at;
    vms.push(
      new VmRun({
        environment: { ...scenario, vm, request },
        tasks,
        guided: strategy === 'guided',
        requestAtSeconds: at,
        channel: openChannel(scenario.link, random, sharing),
        random,
        now,
        observer: vms.length === 0 ? observer : null,
      }),
    );
  }

  let copying = 0;
  while (vms.some((vm) => !vm.finished)) {
    nowSeconds = Math.min(...vms.map((vm) => vm.nextEventSeconds()));
    for (const vm of vms) vm.proceed(nowSeconds);
    const nowCopying = sharing();
    if (nowCopying !== copying) for (const vm of vms) vm.disturb();
    copying = nowCopying;
  }
  return vms.map((vm) => vm.result);
}

/** Concurrent migrations share the link evenly, as TCP streams of equal round-trip time do. */
function openChannel(link: Link, random: Random, sharing: () => number): Channel {
  const payload = link.bandwidthBytesPerSecond * PAYLOAD_SHARE;
  const modelled = MOST_IN_FLIGHT_BYTES * -Math.expm1(-link.bandwidthBytesPerSecond / IN_FLIGHT_BANDWIDTH);
  return {
    bytesPerSecond: () => payload / sharing(),
    latencySeconds: link.latencySeconds,
    inFlightBytes: link.inFlightBytes ?? modelled * Math.exp(IN_FLIGHT_SPREAD * random.normal()),
  };
}
