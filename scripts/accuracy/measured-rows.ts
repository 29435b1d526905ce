import { parseCsv } from './csv.ts';

/** A measured dirty curve: distinct pages a window of 10 ms, 100 ms and 1 s. */
export interface MeasuredWindows {
  readonly '10ms': number;
  readonly '100ms': number;
  readonly '1s': number;
}

/** One row of pages-micro.csv. */
export interface MicroRow {
  readonly kind: 'micro';
  readonly name: string;
  /** From 1: where the row's `add(…)` begins in micro-entities.js. */
  readonly line: number;
  /** `--max-semi-space-size`; `null`: the runtime's default. */
  readonly maxSemiSpaceMiB: number | null;
  readonly iterationMs: number;
  readonly allocationMBPerSecond: number;
  readonly pagesIn: MeasuredWindows;
}

/** One row of pages-programs.csv. */
export interface ProgramRow {
  readonly kind: 'program';
  readonly name: string;
  readonly file: string;
  readonly entry: string;
  readonly firstLine: number;
  readonly iterationMs: number;
  readonly allocationMBPerSecond: number;
  readonly pagesIn: MeasuredWindows;
}

/** One row of pages-functions.csv; the profiler's floor is already subtracted there. */
export interface FunctionRow {
  readonly kind: 'function';
  readonly name: string;
  /** Empty for functions of the runtime itself. */
  readonly file: string;
  readonly firstLine: number | null;
  /** Without what counting its pages took. */
  readonly callMs: number;
  readonly pagesPerCall: number;
}

export type MeasuredRow = MicroRow | ProgramRow | FunctionRow;

type CsvRecord = ReadonlyMap<string, string>;

const text = (record: CsvRecord, name: string): string => record.get(name) ?? '';

const number = (record: CsvRecord, name: string): number => {
  const value = Number.parseFloat(text(record, name));
  if (!Number.isFinite(value)) {
    throw new Error(`column ${name}: expected a number, found "${text(record, name)}"`);
  }
  return value;
};

/** `63-82` → 63. */
const firstLine = (record: CsvRecord): number | null => {
  const line = Number.parseInt(text(record, 'line_range'), 10);
  return Number.isNaN(line) ? null : line;
};

const windows = (record: CsvRecord): MeasuredWindows => ({
  '10ms': number(record, 'pages_10ms'),
  '100ms': number(record, 'pages_100ms'),
  '1s': number(record, 'pages_1s'),
});

const SEMI_SPACE_FLAG = /--max-semi-space-size=(\d+)/;

export const microRows = (csv: string): readonly MicroRow[] =>
  parseCsv(csv).map((record) => {
    const flag = SEMI_SPACE_FLAG.exec(text(record, 'node_flags'))?.[1];
    return {
      kind: 'micro',
      name: text(record, 'entity'),
      line: number(record, 'line'),
      maxSemiSpaceMiB: flag === undefined ? null : Number(flag),
      iterationMs: number(record, 'iter_ms'),
      allocationMBPerSecond: number(record, 'alloc_MB_s'),
      pagesIn: windows(record),
    };
  });

export const programRows = (csv: string): readonly ProgramRow[] =>
  parseCsv(csv).map((record) => ({
    kind: 'program',
    name: `${text(record, 'suite')} ${text(record, 'name')}`,
    file: text(record, 'file'),
    entry: text(record, 'entry'),
    firstLine: number(record, 'line_range'),
    iterationMs: number(record, 'iter_ms'),
    allocationMBPerSecond: number(record, 'alloc_MB_s'),
    pagesIn: windows(record),
  }));

/**
 * Calls that `npm run measure` timed took so much longer for each page they wrote, which was protected before the call: the median over the 35 rows
 * of its sets that were also measured as programs, without counting (half of them 1.3 to 2.9 µs). Of pages-functions.csv the three such rows
 * took no longer.
 */
const PAGE_FAULT_MS = 0.002;

const wasFaulting = (record: CsvRecord): boolean => text(record, 'notes').includes('driven by ');

export const functionRows = (csv: string): readonly FunctionRow[] =>
  parseCsv(csv).map((record) => {
    const pagesPerCall = number(record, 'pages_per_call');
    return {
      kind: 'function',
      name: `${text(record, 'name')} ${text(record, 'function')}`,
      file: text(record, 'file'),
      firstLine: firstLine(record),
      callMs: number(record, 'ms_per_call') - (wasFaulting(record) ? PAGE_FAULT_MS * pagesPerCall : 0),
      pagesPerCall,
    };
  });
