import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseScenario, type Scenario } from '@migration-tags/simulator';
import * as v from 'valibot';

/** The measured migrations of simulator/test/data: what ran, as a scenario, and what came out. */

const nullableNumber = v.nullable(v.number());

const SteadyLine = v.object({
  id: v.string(),
  scenario: v.record(v.string(), v.unknown()),
  measured: v.object({
    completed: v.boolean(),
    downtimeMs: nullableNumber,
    totalMs: nullableNumber,
    sentBytes: v.number(),
  }),
});

const GuidedLine = v.object({
  task: v.number(),
  mode: v.picklist(['unguided', 'guided']),
  withdrawal: v.nullable(v.picklist(['cancel', 'hold'])),
  memoryMiB: v.number(),
  touchedMiB: v.number(),
  nonZeroMiB: v.number(),
  linkMbit: v.number(),
  downtimeLimitMs: v.number(),
  requestAtS: v.number(),
  forceAfterS: nullableNumber,
  iterations: v.number(),
  phases: v.array(
    v.object({
      name: v.string(),
      durationMs: v.number(),
      rangeKiB: v.number(),
      ratePagesPerSecond: v.number(),
      pattern: v.picklist(['sweep', 'random']),
      tag: v.picklist(['approve', 'withdraw']),
    }),
  ),
  measured: v.object({
    completed: v.boolean(),
    forced: v.boolean(),
    downtimeMs: nullableNumber,
    totalMs: nullableNumber,
    sentBytes: v.number(),
    attempts: v.number(),
    withdrawals: v.number(),
    taskS: nullableNumber,
  }),
});

export interface SteadyRow {
  readonly id: number;
  readonly scenario: Scenario;
  readonly measured: v.InferOutput<typeof SteadyLine>['measured'];
}

export interface GuidedRow {
  readonly task: number;
  readonly mode: 'unguided' | 'cancel' | 'hold';
  readonly scenario: Scenario;
  readonly measured: v.InferOutput<typeof GuidedLine>['measured'];
}

const DATA = path.join(import.meta.dirname, '../../simulator/test/data');
/** The coordinator of qemu-guided had no deadline when guided; the unguided one is forced. */
const NONE = 'none';

export const readSteady = (runs: number): readonly SteadyRow[] =>
  lines('qemu-steady.jsonl').map((line) => {
    const { id, scenario, measured } = v.parse(SteadyLine, line);
    return { id: Number(id), scenario: toScenario({ ...scenario, runs }), measured };
  });

export const readGuided = (runs: number): readonly GuidedRow[] =>
  lines('qemu-guided.jsonl').map((line) => {
    const row = v.parse(GuidedLine, line);
    const scenario = toScenario({
      runs,
      vm: {
        memory: `${row.memoryMiB}MiB`,
        touched: `${row.touchedMiB}MiB`,
        nonZero: `${row.nonZeroMiB}MiB`,
      },
      link: { bandwidth: `${row.linkMbit}Mbit/s`, latency: '0.1ms' },
      migration: { downtimeLimit: `${row.downtimeLimitMs}ms`, onTimeout: 'force' },
      workload: {
        iterations: row.iterations,
        phases: row.phases.map((phase) => ({
          name: phase.name,
          duration: `${phase.durationMs}ms`,
          tag: phase.tag,
          writes: [
            {
              range: `${phase.rangeKiB}KiB`,
              rate: `${phase.ratePagesPerSecond}pages/s`,
              pattern: phase.pattern,
            },
          ],
        })),
      },
      request: {
        at: `${row.requestAtS}s`,
        deadline: row.forceAfterS === null ? NONE : `${row.forceAfterS}s`,
      },
      strategy: row.mode,
      withdrawal: row.withdrawal ?? 'hold',
    });
    return { task: row.task, mode: row.withdrawal ?? 'unguided', scenario, measured: row.measured };
  });

const lines = (file: string): readonly unknown[] =>
  readFileSync(path.join(DATA, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

function toScenario(input: unknown): Scenario {
  const parsed = parseScenario(input);
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.problems.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('\n'));
}
