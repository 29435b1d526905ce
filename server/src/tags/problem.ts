import type { Dimension, Message } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';
import type { DirectiveKind } from './directive.ts';

/** One way in which a directive's text or place is wrong; each kind is worded by the rule of its name in rules/. */
export type TagProblem = { readonly span: Span } & (
  | { readonly kind: 'unknown-directive'; readonly found: string; readonly meant: string | null }
  | { readonly kind: 'misplaced-directive' }
  | {
      readonly kind: 'unknown-option';
      readonly found: string;
      readonly directive: DirectiveKind;
      readonly meant: string | null;
    }
  | { readonly kind: 'duplicate-option'; readonly found: string }
  | {
      readonly kind: 'bad-value';
      /** What is wrong and what was expected. */
      readonly reason: Message;
      readonly meant: string | null;
    }
  | {
      readonly kind: 'bad-unit';
      readonly reason: Message;
      readonly dimension: Dimension;
      readonly meant: string | null;
    }
  | { readonly kind: 'empty-assume' }
  | { readonly kind: 'ignore-without-reason'; readonly rule: string }
  | { readonly kind: 'unbound-tag'; readonly directive: DirectiveKind }
  | {
      readonly kind: 'distant-tag';
      /** What the tag stands before or, trailing, behind, though it binds to another. */
      readonly bystander: Span;
      readonly trailing: boolean;
      readonly entity: number;
    }
  | {
      readonly kind: 'region-without-end';
      readonly label: string | null;
      readonly list: number;
      readonly firstItem: number;
    }
  | {
      readonly kind: 'end-without-begin';
      readonly label: string | null;
      /** Of an open region in the same block, probably the one to be ended. */
      readonly meant: string | null;
    }
  | { readonly kind: 'region-across-blocks'; readonly label: string | null; readonly begin: Span }
  | { readonly kind: 'region-outside-statements' }
  | { readonly kind: 'crossing-regions'; readonly label: string | null; readonly crossed: Span }
  | { readonly kind: 'empty-region'; readonly begin: Span; readonly end: Span }
);

export type TagProblemKind = TagProblem['kind'];
