import type { Message } from '@migration-tags/simulator';
import type { Span } from '../source/span.ts';
import type { TextEdit } from '../source/text-edit.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A remedy for one finding; `preferred` ones are applied by "fix all". */
export interface Fix {
  readonly title: Message;
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** One thing to say about a place in a source file. */
export interface Finding {
  /** Name of the rule, which is also its page: docs/rules/NAME.md. */
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong, what was expected, what to do: one sentence or two. */
  readonly message: Message;
  readonly fixes: readonly Fix[];
}
