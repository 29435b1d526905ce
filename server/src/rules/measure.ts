import type { Estimate } from '@migration-tags/simulator';
import type { AssumedFactUse } from '../analysis/assumption-use.ts';
import type { EntityProfile } from '../analysis/entity-profile.ts';

/** `Verdict` of the preview: what an entity, repeated without end, means for a migration. */
export type MeasuredVerdict = 'low-range' | 'low-frequency' | 'hot' | 'unknown';

/** What analysis and simulation know of the code under one tag. `null`: not known; no rule speaks then. */
export interface TagMeasure {
  readonly profile: EntityProfile;
  readonly verdict: MeasuredVerdict;
  /** What the service feels when a migration ends here, simulated. */
  readonly downtimeSeconds: { readonly p50: number; readonly p95: number } | null;
  /** From the start of a migration at the code's entry to its end. */
  readonly neededSeconds: number | null;
  /** How often the code is entered while the workload runs. */
  readonly visitsPerSecond: number | null;
  /** Names of other tasks that are hot while this code runs or waits; empty: none, or not known. */
  readonly hotMeanwhile: readonly string[];
  /**
   * Whether the simulated workload loses more without the tag than a tag costs. `null`: its timeline is not known, or nobody
   * asks, because a migration that starts in the code ends in it.
   */
  readonly pays: boolean | null;
}

/** Even the longest run of the code ends before a migration that starts at its entry. */
export const endsBeforeMigration = (
  lasts: Estimate,
  neededSeconds: number,
  reactionSeconds: number,
): boolean => lasts.high < neededSeconds + reactionSeconds;

/** The numbers of one file in one environment: all that the rules ask of analysis and simulation. */
export interface FileMeasure {
  /** Bytes that cross the link within one downtime limit. */
  readonly budgetBytes: number;
  readonly downtimeLimitSeconds: number;
  /** From a tag's event to the hypervisor acting on it. */
  readonly reactionSeconds: number;
  /** In the order of `TagSheet.tags`. */
  readonly tags: readonly (TagMeasure | null)[];
  /** In the order of `TagSheet.assumptions`: one answer a fact. */
  readonly assumptions: readonly (readonly AssumedFactUse[])[];
  /** One a code entity, in the outline's order: is it quiet, and for long enough that the coordinator can react? */
  readonly quietWindows: readonly boolean[];
  /** Code entities, by their index, that events call, the source does not say how often. */
  readonly arrivals: readonly number[];
}
