import type { FunctionRow, ProgramRow } from './measured-rows.ts';

/** One row measured twice, by two profilers. */
export interface RepeatedRow {
  readonly name: string;
  /** What is compared. */
  readonly unit: 'pages in 100 ms' | 'pages a call';
  readonly first: number;
  readonly again: number;
}

const pagesOf = (row: ProgramRow | FunctionRow): number =>
  row.kind === 'program' ? row.pagesIn['100ms'] : row.pagesPerCall;

/** The rows measured again beside the ones they repeat; one that repeats none is left out. */
export const repeatedRows = (
  rows: readonly (ProgramRow | FunctionRow)[],
  again: readonly (ProgramRow | FunctionRow)[],
): readonly RepeatedRow[] =>
  again.flatMap((repeated) => {
    const first = rows.find(({ kind, name }) => kind === repeated.kind && name === repeated.name);
    if (first === undefined) return [];
    const unit = repeated.kind === 'program' ? 'pages in 100 ms' : 'pages a call';
    return [{ name: repeated.name, unit, first: pagesOf(first), again: pagesOf(repeated) }];
  });
