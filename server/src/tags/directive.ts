import type { TagType } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';
import type { AssumedFacts, Because } from './tag-sheet.ts';

/** What one well-formed directive says, free of its place. */
export type Directive =
  | {
      readonly kind: 'tag';
      readonly type: TagType;
      /** Opens a region instead of standing on an entity. */
      readonly begin: boolean;
      readonly label: string | null;
      readonly downtimeSeconds: number | null;
      readonly because: Because | null;
    }
  | { readonly kind: 'end'; readonly label: string | null }
  | { readonly kind: 'assume'; readonly facts: AssumedFacts }
  | { readonly kind: 'ignore'; readonly rule: string; readonly reason: string };

export type DirectiveKind = Directive['kind'];

/** What a piece of a directive's text is: what an editor colours, completes and renames. */
export type WordRole =
  | 'marker'
  | 'directive'
  | 'keyword'
  | 'label'
  | 'option'
  | 'operator'
  | 'value'
  | 'rule'
  | 'reason';

export interface DirectiveWord {
  readonly role: WordRole;
  readonly span: Span;
}

/** A directive where it was found. */
export interface ParsedDirective {
  /**
   * `null`: too malformed to act. Then `opensRegion` still tells whether it was meant to, so that its `end` is not
   * reported a second time.
   */
  readonly directive: Directive | null;
  readonly opensRegion: { readonly label: string | null } | null;
  /** From `@migrate` to the last word. */
  readonly span: Span;
  /** Index into the outline's comments. */
  readonly comment: number;
  readonly words: readonly DirectiveWord[];
}
