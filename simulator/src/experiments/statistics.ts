import { distribution } from '../simulate.ts';
import type { TrialRow } from './experiment.ts';

/** The row's number; `null` where it has none. */
export function numberOf(row: TrialRow, field: string): number | null {
  const value = row[field];
  return typeof value === 'number' ? value : null;
}

/** The numbers that the rows have in a field. */
export const numbersOf = (rows: readonly TrialRow[], field: string): readonly number[] =>
  rows.map((row) => numberOf(row, field)).filter((value) => value !== null);

export const median = (values: readonly number[]): number | null => distribution(values)?.p50 ?? null;

export const shareOf = (rows: readonly TrialRow[], holds: (row: TrialRow) => boolean): number | null =>
  rows.length === 0 ? null : rows.filter(holds).length / rows.length;

/** Unknown figures are dashes, never zeros. */
export const cell = (value: number | null, digits = 0): string =>
  value === null ? '–' : value.toFixed(digits);

export const percentCell = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toFixed(0)} %`;

/** Values of a field in the order in which they first appear. */
export const distinct = (rows: readonly TrialRow[], field: string): readonly string[] => [
  ...new Set(rows.map((row) => String(row[field]))),
];
