import type { Estimate, Outcomes, TagType } from '@migration-tags/simulator';
import type { Provenance } from '../analysis/entity-profile.ts';
import type { EntityKind } from '../source/outline.ts';
import type { Verdict } from './verdict.ts';

/**
 * The JSON that `analyze --json` and `preview --json` print, and that the report page and the editor's panel draw.
 * Lines and characters count from 0 as in LSP; files are relative to the working directory; unknown is `null`.
 */
export interface JsonPosition {
  readonly line: number;
  readonly character: number;
}

export interface JsonTag {
  readonly type: TagType;
  readonly label: string | null;
  readonly because: 'range' | 'frequency' | null;
  /** The contract `downtime<=…`. */
  readonly downtimeContractMs: number | null;
  /** The code ends before any migration that the tag lets start, and the workload is not the better for it. */
  readonly tooShortToUse: boolean;
}

export interface JsonEntity<Text = string> {
  readonly file: string;
  readonly name: Text;
  readonly kind: EntityKind;
  readonly start: JsonPosition;
  readonly end: JsonPosition;
  readonly durationMs: Estimate | null;
  readonly pagesPerCall: Estimate | null;
  readonly rangePages: Estimate | null;
  readonly ratePagesPerSecond: Estimate | null;
  readonly pagesIn: Readonly<Record<'10ms' | '100ms' | '1s', Estimate | null>>;
  readonly allocationMBPerSecond: Estimate | null;
  readonly verdict: Verdict;
  readonly neededMs: number | null;
  readonly longEnough: boolean | null;
  /** Predicted when a migration is approved at the entity and the entity lasts; `null`: it does not complete, or unknown. */
  readonly downtimeMs: { readonly p50: number; readonly p95: number } | null;
  readonly confidence: number;
  readonly source: Provenance;
  readonly why: readonly Text[];
  readonly questions: readonly Text[];
  readonly tag: JsonTag | null;
}

/** Where a phase of the scenario stands in the source: `scenario.workload.tasks[task].phases[phase]`. */
export interface JsonPhasePlace {
  readonly task: number;
  readonly phase: number;
  readonly file: string;
  readonly start: JsonPosition;
  readonly end: JsonPosition;
}

export interface JsonQuestion<Text = string> {
  readonly file: string;
  readonly start: JsonPosition;
  readonly question: Text;
}

/** `Text`: words, or messages before they are put into words (`SaidPreview`). */
export interface PreviewDocument<Text = string> {
  readonly schema: 1;
  /** The file the workload was read from. */
  readonly entry: string;
  readonly entities: readonly JsonEntity<Text>[];
  /** The scenario in the form of `simulate`'s input, or `null` while `questions` keep the workload unknown. */
  readonly scenario: unknown;
  /** `unguided` (tags off), `guided` (tags on), `oracle` (best start with hindsight). */
  readonly outcomes: Outcomes | null;
  readonly places: readonly JsonPhasePlace[];
  /** How the workload was read and which policy decides, one sentence each. */
  readonly notes: readonly Text[];
  readonly questions: readonly JsonQuestion<Text>[];
}
