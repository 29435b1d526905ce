import type { TagType } from '@migration-tags/simulator';
import type { Finding } from '../rules/finding.ts';
import type { Span } from '../source/span.ts';

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
}

export interface BoundAssumption {
  readonly facts: AssumedFacts;
  readonly target: TagTarget;
  readonly span: Span;
}

export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  readonly target: TagTarget;
  readonly span: Span;
}

/** All that one file's directives say, bound to its outline, with every malformed one reported. */
export interface TagSheet {
  readonly tags: readonly BoundTag[];
  readonly assumptions: readonly BoundAssumption[];
  readonly suppressions: readonly Suppression[];
  /** Syntax and binding problems only; rules that need numbers live in rules/. */
  readonly findings: readonly Finding[];
}
