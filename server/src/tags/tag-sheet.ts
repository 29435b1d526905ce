import type { TagType } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';
import type { ParsedDirective } from './directive.ts';
import type { TagProblem } from './problem.ts';

/** What the user claims a tag's reason to be; checked against the profile. */
export type Because = 'range' | 'frequency';

/** What a tag or an assumption stands on: a code entity of the outline, or a region between `begin` and `end`. */
export type TagTarget =
  | { readonly kind: 'entity'; readonly entity: number }
  | {
      readonly kind: 'region';
      readonly label: string | null;
      /** From the `begin` comment's start to the `end` comment's end. */
      readonly span: Span;
      /** The list whose items the region covers, and the first and one past the last of them. */
      readonly list: number;
      readonly firstItem: number;
      readonly endItem: number;
    };

/** An `approve` or `withdraw` that stands on something. */
export interface BoundTag {
  readonly type: TagType;
  readonly target: TagTarget;
  /** The directive's own text, from `@migrate` to its last option. */
  readonly span: Span;
  readonly label: string | null;
  /** The contract `downtime<=…`, seconds. */
  readonly downtimeContract: { readonly seconds: number; readonly span: Span } | null;
  readonly because: { readonly reason: Because; readonly span: Span } | null;
}

/** Facts the analysis takes from the user. Absent: nothing said. SI units. */
export interface AssumedFacts {
  readonly trips?: number;
  readonly durationSeconds?: number;
  readonly rangeBytes?: number;
  readonly ratePagesPerSecond?: number;
  readonly sizeBytes?: number;
  readonly callsPerSecond?: number;
}

export interface BoundAssumption {
  readonly facts: AssumedFacts;
  readonly target: TagTarget;
  readonly span: Span;
}

export interface Suppression {
  readonly rule: string;
  readonly ruleSpan: Span;
  readonly reason: string;
  readonly target: TagTarget;
  readonly span: Span;
}

/** What one file's directives say, bound to its outline. */
export interface TagSheet {
  /** Every directive found, well-formed or not, in document order. */
  readonly directives: readonly ParsedDirective[];
  readonly tags: readonly BoundTag[];
  readonly assumptions: readonly BoundAssumption[];
  readonly suppressions: readonly Suppression[];
  /** What is malformed or stands in the wrong place. */
  readonly problems: readonly TagProblem[];
}
