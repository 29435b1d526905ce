import { expected, FieldReader, flag, list, oneOf, type ReadValue, text } from '../../model/field-reader.ts';
import { say } from '../../model/message.ts';
import { parseScenario } from '../../model/parse-scenario.ts';
import type { Parsed, Problem } from '../../model/problem.ts';
import type { Scenario } from '../../model/scenario.ts';

/** A migration of a task that writes without phases: what ran, as a scenario, and what came out. */
export interface SteadyRow {
  readonly id: number;
  readonly scenario: Scenario;
  readonly measured: MeasuredRun;
}

/** A migration of a task with phases, without tags or withdrawn in one of two ways. */
export interface GuidedRow {
  readonly task: number;
  readonly mode: 'unguided' | 'cancel' | 'hold';
  readonly scenario: Scenario;
  readonly measured: MeasuredCourse;
}

/** `null`: it did not complete. */
export interface MeasuredRun {
  readonly completed: boolean;
  /** What the service felt: STOP at the source to RESUME at the destination. */
  readonly downtimeMs: number | null;
  readonly totalMs: number | null;
  readonly sentBytes: number;
}

export interface MeasuredCourse extends MeasuredRun {
  readonly forced: boolean;
  readonly attempts: number;
  readonly withdrawals: number;
}

/** The measured migrations by file: qemu-steady.jsonl and qemu-guided.jsonl (simulator/test/data/README.md). */
export interface MeasuredMigrations {
  readonly steady: readonly SteadyRow[];
  readonly guided: readonly GuidedRow[];
}

/** @param lines the JSON values of qemu-steady.jsonl */
export const parseSteady = (lines: readonly unknown[]): Parsed<readonly SteadyRow[]> =>
  parseLines(lines, (reader, problems) => {
    const id = Number(reader.require('id', text, say`the row\u2019s number as a text`, ''));
    const scenario = reader.require('scenario', readScenario, say`a scenario`, null);
    const measured = readRun(reader.object('measured'));
    return scenario === null || problems.length > 0 ? null : { id, scenario, measured };
  });

/** @param lines the JSON values of qemu-guided.jsonl */
export const parseGuided = (lines: readonly unknown[]): Parsed<readonly GuidedRow[]> =>
  parseLines(lines, (reader, problems) => {
    const task = reader.require('task', number, say`the task\u2019s number`, 0);
    const mode = reader.require('mode', oneOf(['unguided', 'guided']), say`unguided or guided`, 'unguided');
    const withdrawal = reader.require(
      'withdrawal',
      nullable(oneOf(['cancel', 'hold'])),
      say`cancel, hold or null`,
      null,
    );
    const amount = (name: string): number => reader.require(name, number, say`a number`, 0);
    const scenario = parseScenario({
      vm: {
        memory: `${amount('memoryMiB')}MiB`,
        touched: `${amount('touchedMiB')}MiB`,
        nonZero: `${amount('nonZeroMiB')}MiB`,
      },
      // The latency that the steady rows state for the same hosts.
      link: { bandwidth: `${amount('linkMbit')}Mbit/s`, latency: '0.1ms' },
      migration: { downtimeLimit: `${amount('downtimeLimitMs')}ms`, onTimeout: 'force' },
      workload: {
        iterations: amount('iterations'),
        phases: reader.require('phases', list(readPhase), say`a list of phases`, []),
      },
      request: {
        at: `${amount('requestAtS')}s`,
        deadline: seconds(reader.require('forceAfterS', nullable(number), say`a number or null`, null)),
      },
      strategy: mode,
      withdrawal: withdrawal ?? 'hold',
    });
    const measuredReader = reader.object('measured');
    const measured: MeasuredCourse = {
      ...readRun(measuredReader),
      forced: measuredReader.require('forced', flag, say`true or false`, false),
      attempts: measuredReader.require('attempts', number, say`a number`, 0),
      withdrawals: measuredReader.require('withdrawals', number, say`a number`, 0),
    };
    if (problems.length > 0) return null;
    if (!scenario.ok) {
      problems.push(...scenario.problems);
      return null;
    }
    return { task, mode: withdrawal ?? 'unguided', scenario: scenario.value, measured };
  });

/** The coordinator of the guided measurements had no deadline; the unguided ones were forced. */
const seconds = (value: number | null): string => (value === null ? 'none' : `${value}s`);

function parseLines<Row>(
  lines: readonly unknown[],
  readRow: (reader: FieldReader, problems: Problem[]) => Row | null,
): Parsed<readonly Row[]> {
  const problems: Problem[] = [];
  const rows = lines.flatMap((line, index) => {
    const own: Problem[] = [];
    const row = readRow(new FieldReader(line, [], own), own);
    problems.push(...own.map(({ path, message }) => ({ path: [index, ...path], message })));
    return row === null ? [] : [row];
  });
  return problems.length === 0 ? { ok: true, value: rows } : { ok: false, problems };
}

const readRun = (reader: FieldReader): MeasuredRun => ({
  completed: reader.require('completed', flag, say`true or false`, false),
  downtimeMs: reader.require('downtimeMs', nullable(number), say`a number or null`, null),
  totalMs: reader.require('totalMs', nullable(number), say`a number or null`, null),
  sentBytes: reader.require('sentBytes', number, say`a number`, 0),
});

const readScenario: ReadValue<Scenario> = (value, path, problems) => {
  const parsed = parseScenario(value);
  if (parsed.ok) return parsed.value;
  problems.push(...parsed.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })));
  return null;
};

/** A measured phase in the form of a scenario's. */
const readPhase: ReadValue<object> = (value, path, problems) => {
  const reader = new FieldReader(value, path, problems);
  return {
    name: reader.require('name', text, say`a name`, ''),
    duration: `${reader.require('durationMs', number, say`a number`, 0)}ms`,
    tag: reader.require('tag', oneOf(['approve', 'withdraw']), say`approve or withdraw`, null),
    writes: [
      {
        range: `${reader.require('rangeKiB', number, say`a number`, 0)}KiB`,
        rate: `${reader.require('ratePagesPerSecond', number, say`a number`, 0)}pages/s`,
        pattern: reader.require('pattern', oneOf(['sweep', 'random']), say`sweep or random`, 'random'),
      },
    ],
  };
};

const number: ReadValue<number> = (value, path, problems) =>
  typeof value === 'number' && Number.isFinite(value)
    ? value
    : expected(say`a number`)(value, path, problems);

const nullable =
  <T>(read: ReadValue<T>): ReadValue<T | null> =>
  (value, path, problems) =>
    value === null ? null : read(value, path, problems);
