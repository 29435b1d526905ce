import type { Environment, RequestModel, VirtualMachine } from './environment.ts';
import { type Estimate, isExact } from './estimate.ts';
import { type Dimension, quantityText } from './quantity.ts';
import type { Scenario } from './scenario.ts';
import type { Task, Workload } from './workload.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The scenario's file form, every default written out; `parseScenario` reads back the same scenario. */
export function scenarioToJson(scenario: Scenario): { readonly [name: string]: Json } {
  const { vm, request, ...rest } = environmentToJson(scenario);
  const whole = { vm: vm ?? null, workload: workloadJson(scenario.workload), request: request ?? null };
  const strategies = scenario.strategies;
  return {
    schema: 1,
    seed: scenario.seed,
    runs: scenario.runs,
    ...rest,
    ...(scenario.concurrentCopies === undefined ? {} : { concurrentCopies: scenario.concurrentCopies }),
    ...(scenario.others === undefined
      ? whole
      : {
          vms: [
            whole,
            ...scenario.others.map((other) => ({
              vm: vmJson(other.vm),
              workload: workloadJson(other.workload),
              request: requestJson(other.request),
            })),
          ],
        }),
    strategy: strategies.length === 1 ? (strategies[0] ?? null) : strategies,
  };
}

/** The environment part of a scenario or of `migration-tags.json`. */
export function environmentToJson(environment: Environment): { readonly [name: string]: Json } {
  const { vm, link, migration, request, coordinator } = environment;
  return {
    vm: vmJson(vm),
    link: {
      bandwidth: quantityText(link.bandwidthBytesPerSecond, 'bandwidth'),
      latency: quantityText(link.latencySeconds, 'duration'),
      ...optional('inFlight', link.inFlightBytes, 'bytes'),
    },
    migration: {
      algorithm: migration.algorithm,
      downtimeLimit: quantityText(migration.downtimeLimitSeconds, 'duration'),
      ...optional('bandwidthCap', migration.bandwidthCapBytesPerSecond, 'bandwidth'),
      timeout: quantityText(migration.timeoutSeconds, 'duration'),
      onTimeout: migration.onTimeout,
      retries: migration.retries,
      autoConverge: migration.autoConverge,
      xbzrle: migration.xbzrle,
      multifdChannels: migration.multifdChannels,
    },
    request: requestJson(request),
    withdrawal: coordinator.withdrawal,
    suspendLimit: quantityText(coordinator.suspendLimitSeconds, 'duration'),
    reaction: quantityText(coordinator.reactionSeconds, 'duration'),
  };
}

const optional = (
  name: string,
  value: number | null,
  dimension: Dimension,
): { readonly [name: string]: Json } => (value === null ? {} : { [name]: quantityText(value, dimension) });

const vmJson = (vm: VirtualMachine): Json => ({
  memory: quantityText(vm.memoryBytes, 'bytes'),
  touched: quantityText(vm.touchedBytes, 'bytes'),
  nonZero: quantityText(vm.nonZeroBytes, 'bytes'),
  vcpus: vm.vcpus,
  accelerator: vm.accelerator ?? 'kvm',
});

const requestJson = (request: RequestModel): Json => ({
  at: request.at === 'uniform' ? 'uniform' : quantityText(request.at, 'duration'),
  deadline: request.deadlineSeconds === null ? 'none' : quantityText(request.deadlineSeconds, 'duration'),
});

function workloadJson(workload: Workload): Json {
  const [only, ...more] = workload.tasks;
  return only !== undefined && more.length === 0 ? taskJson(only) : { tasks: workload.tasks.map(taskJson) };
}

const taskJson = (task: Task): Json => ({
  iterations: task.iterations,
  phases: task.phases.map((phase) => ({
    name: phase.name,
    duration: estimateJson(phase.durationSeconds, 'duration'),
    tag: phase.tag,
    writes: phase.writes.map((region) => ({
      range: estimateJson(region.rangeBytes, 'bytes'),
      rate: estimateJson(region.ratePagesPerSecond, 'page-rate'),
      pattern: region.pattern,
    })),
  })),
});

const estimateJson = (estimate: Estimate, dimension: Dimension): Json =>
  isExact(estimate)
    ? quantityText(estimate.likely, dimension)
    : {
        low: quantityText(estimate.low, dimension),
        likely: quantityText(estimate.likely, dimension),
        high: quantityText(estimate.high, dimension),
      };
