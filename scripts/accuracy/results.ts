import type { FunctionRow, MeasuredRow, MicroRow, ProgramRow } from './measured-rows.ts';
import type { RepeatedRow } from './repeated-rows.ts';
import type { Comparison } from './score.ts';
import type { UnseenSet } from './unseen-sets.ts';

/** A measured row and what the analysis says of it. */
export interface ScoredRow<Row extends MeasuredRow> {
  readonly row: Row;
  readonly comparison: Comparison;
  /** Whether the quiet verdict agrees with the measurement; `null` where the goal has no such verdict or nothing is known. */
  readonly quietAgrees: boolean | null;
  /** One execution, milliseconds. */
  readonly duration: Comparison;
}

export interface Results extends ScoredSources {
  readonly micro: readonly ScoredRow<MicroRow>[];
  readonly unseen: readonly UnseenResults[];
  readonly repeated: readonly RepeatedRow[];
}

/** `null`: the sources of the public programs were not given. */
export interface ScoredSources {
  readonly programs: Variants<ProgramRow> | null;
  readonly functions: Variants<FunctionRow> | null;
}

/** The same rows with the program's source untouched, and with what drove the measured run. */
export interface Variants<Row extends MeasuredRow> {
  readonly untouched: readonly ScoredRow<Row>[];
  readonly asMeasured: readonly ScoredRow<Row>[];
}

export interface UnseenResults extends ScoredSources {
  readonly set: UnseenSet;
}
