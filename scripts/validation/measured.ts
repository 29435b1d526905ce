import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type GuidedRow,
  inEnglish,
  type Parsed,
  parseGuided,
  parseSteady,
  type SteadyRow,
} from '@migration-tags/simulator';

export type { GuidedRow, SteadyRow } from '@migration-tags/simulator';

/** The measured migrations of simulator/test/data: what ran, as a scenario, and what came out. */
const DATA = path.join(import.meta.dirname, '../../simulator/test/data');

export const readSteady = (runs: number): readonly SteadyRow[] =>
  withRuns(valueOrThrow(parseSteady(lines('qemu-steady.jsonl'))), runs);

export const readGuided = (runs: number): readonly GuidedRow[] =>
  withRuns(valueOrThrow(parseGuided(lines('qemu-guided.jsonl'))), runs);

const withRuns = <Row extends SteadyRow | GuidedRow>(rows: readonly Row[], runs: number): readonly Row[] =>
  rows.map((row) => ({ ...row, scenario: { ...row.scenario, runs } }));

const lines = (file: string): readonly unknown[] =>
  readFileSync(path.join(DATA, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

function valueOrThrow<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(
    parsed.problems.map(({ path: at, message }) => `${at.join('.')}: ${inEnglish(message)}`).join('\n'),
  );
}
