import { type Outcomes, type Scenario, simulate, traceRun } from '@migration-tags/simulator';
import { COMPARED, type Compared } from './cards.ts';
import type { SingleRun, SingleRuns } from './downtime-distribution.ts';
import {
  cellScenario,
  type GridCell,
  type GridHead,
  gridCell,
  gridColumns,
  gridRows,
} from './limit-bandwidth-grid.ts';

/** The table of limits and bandwidths, as far as it is filled. */
export interface Grid {
  readonly rows: readonly GridHead[];
  readonly columns: readonly GridHead[];
  /** By row; `null`: not simulated yet. */
  readonly cells: readonly (readonly (GridCell | null)[])[];
}

/** Where results go as they come. */
export interface RefinementSink {
  outcomes(outcomes: Outcomes): void;
  runs(runs: SingleRuns): void;
  grid(grid: Grid): void;
}

/** Dots of one strategy; more would lie on each other. */
const MOST_DOTS = 80;

function* allRuns(scenario: Scenario, sink: RefinementSink): Generator<void> {
  let outcomes: Outcomes = {};
  for (const strategy of COMPARED) {
    outcomes = { ...outcomes, ...simulate({ ...scenario, strategies: [strategy] }) };
    yield;
  }
  sink.outcomes(outcomes);
}

function* singleRuns(scenario: Scenario, sink: RefinementSink): Generator<void> {
  const runs: Record<Compared, SingleRun[]> = { unguided: [], guided: [], oracle: [] };
  for (const strategy of COMPARED) {
    for (let index = 0; index < Math.min(MOST_DOTS, scenario.runs); index++) {
      const { result } = traceRun(scenario, strategy, index);
      if (result) runs[strategy].push({ downtimeMs: result.downtimeSeconds * 1000, forced: result.forced });
      yield;
    }
  }
  sink.runs(runs);
}

function* grid(scenario: Scenario, shown: Compared, sink: RefinementSink): Generator<void> {
  const rows = gridRows(scenario);
  const columns = gridColumns(scenario);
  const cells: (GridCell | null)[][] = rows.map(() => columns.map(() => null));
  for (const [rowIndex, row] of rows.entries()) {
    for (const [columnIndex, column] of columns.entries()) {
      const outcome = simulate(cellScenario(scenario, row.factor, column.factor, shown))[shown];
      const filled = cells[rowIndex];
      if (filled) filled[columnIndex] = gridCell(outcome, row.factor === 1 && column.factor === 1);
      yield;
    }
    sink.grid({ rows, columns, cells });
  }
}

/**
 * What a quick trial leaves out, in the order in which it is missed: all runs (`complete`: they are there already),
 * single runs for the distribution, the table. Yields wherever it may be interrupted.
 */
export function* refinement(
  scenario: Scenario,
  shown: Compared,
  complete: boolean,
  sink: RefinementSink,
): Generator<void> {
  if (!complete) yield* allRuns(scenario, sink);
  yield* singleRuns(scenario, sink);
  yield* grid(scenario, shown, sink);
}
