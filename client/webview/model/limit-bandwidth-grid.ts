import {
  formatBandwidth,
  formatDuration,
  type Message,
  type Outcome,
  type Scenario,
  say,
} from '@migration-tags/simulator';
import type { Compared } from './cards.ts';
import { milliseconds, percent } from './wording.ts';

const FACTORS = [0.25, 0.5, 1, 2, 4];

export interface GridCell {
  readonly text: Message;
  readonly detail: Message | null;
  /** `never`: no run completes without being forced. */
  readonly convergence: 'always' | 'sometimes' | 'never';
  /** The current setting. */
  readonly current: boolean;
}

export interface GridHead {
  readonly factor: number;
  readonly text: Message;
}

/** Downtime limits (rows) × bandwidths (columns) around the current setting. */
export const gridColumns = (scenario: Scenario): readonly GridHead[] =>
  FACTORS.map((factor) => ({
    factor,
    text: formatBandwidth(scenario.link.bandwidthBytesPerSecond * factor),
  }));

export const gridRows = (scenario: Scenario): readonly GridHead[] =>
  FACTORS.map((factor) => ({
    factor,
    text: formatDuration(scenario.migration.downtimeLimitSeconds * factor),
  }));

/** Runs behind a cell: enough for its median, few enough for 25 cells. */
export const GRID_RUNS = 12;

/** The scenario of one cell. */
export const cellScenario = (
  scenario: Scenario,
  limitFactor: number,
  bandwidthFactor: number,
  strategy: Compared,
): Scenario => ({
  ...scenario,
  link: {
    ...scenario.link,
    bandwidthBytesPerSecond: scenario.link.bandwidthBytesPerSecond * bandwidthFactor,
  },
  migration: {
    ...scenario.migration,
    downtimeLimitSeconds: scenario.migration.downtimeLimitSeconds * limitFactor,
  },
  runs: Math.min(GRID_RUNS, scenario.runs),
  strategies: [strategy],
});

export const gridCell = (outcome: Outcome | undefined, current: boolean): GridCell => {
  const converged = outcome?.converged ?? 0;
  const downtime = outcome?.downtimeMs?.p50;
  if (converged === 0) {
    return {
      text: say`never`,
      detail: downtime === undefined ? say`no run completes` : say`forced: ${milliseconds(downtime)}`,
      convergence: 'never',
      current,
    };
  }
  return {
    text: milliseconds(downtime),
    detail: converged === 1 ? null : say`${percent(converged)} unforced`,
    convergence: converged === 1 ? 'always' : 'sometimes',
    current,
  };
};
