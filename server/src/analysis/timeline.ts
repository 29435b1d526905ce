import { type Estimate, type Message, say, type TagType, type WriteRegion } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';

/** Where a phase or an entity stands in the source. */
export interface SourcePlace {
  readonly file: string;
  /** Index into the file's outline; `null` for code between entities or a tagged region. */
  readonly entity: number | null;
  readonly span: Span;
}

/** A piece of code that was running. */
export interface RunningCode {
  readonly file: string;
  readonly span: Span;
}

/** The name of the phase in which a server or an interval waits. */
export const WAITING_FOR_EVENTS = say`waiting for events`;

/** A stretch of the running workload with one behaviour, long enough for the coordinator to react. */
export interface TimelinePhase {
  readonly name: Message;
  readonly place: SourcePlace;
  /** Entities around the phase, outermost first: each could carry the tag instead. */
  readonly around: readonly SourcePlace[];
  /** The code that was running meanwhile, innermost first: calls where they stand, loops, awaits and blocks. */
  readonly running: readonly RunningCode[];
  /** Seconds of one visit; `null`: unknown. */
  readonly durationSeconds: Estimate | null;
  /** The innermost active tag while the phase runs. */
  readonly tag: TagType | null;
  /** None of the task's code runs: its last call is over, and the next event has not come. */
  readonly isIdle: boolean;
  /** `null`: unknown. */
  readonly writes: readonly WriteRegion[] | null;
  readonly why: readonly Message[];
}

export type TimelineStep =
  | { readonly kind: 'phase'; readonly phase: TimelinePhase }
  | {
      readonly kind: 'loop';
      readonly place: SourcePlace;
      /** `null`: unknown; `Infinity` never appears, an endless loop has `endless`. */
      readonly trips: Estimate | null;
      readonly endless: boolean;
      readonly steps: readonly TimelineStep[];
    };

/** How often a tagged place is entered, on average over the code around it that lasts. */
export interface TagVisits {
  readonly place: SourcePlace;
  readonly perSecond: number;
}

export interface TimelineQuestion {
  /** The code that asks: lines in the question are of its file. */
  readonly place: SourcePlace;
  readonly question: Message;
  /** The phase that runs this code, where it stands elsewhere. */
  readonly within?: SourcePlace;
}

/** What an entry file does from its first statement to its end: one sequence of steps a task. */
export interface Timeline {
  readonly entryFile: string;
  readonly tasks: readonly (readonly TimelineStep[])[];
  /** Of every tag that was reached, the phases' and those in code too short to be a phase. */
  readonly visits: readonly TagVisits[];
  /** What was taken for granted, one sentence each. */
  readonly notes: readonly Message[];
  /** What kept parts of it unknown, as questions an `assume` would answer. */
  readonly questions: readonly TimelineQuestion[];
  /** Functions that events from outside call, the source does not say how often. */
  readonly arrivals: readonly SourcePlace[];
}
