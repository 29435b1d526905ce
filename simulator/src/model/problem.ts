import type { Message } from './message.ts';

/** One thing wrong with an input: where, what was expected, and so what to do. */
export interface Problem {
  /** Field by field from the root: `['workload', 'phases', 0, 'duration']`; empty for the whole input. */
  readonly path: readonly (string | number)[];
  /** A sentence that names what was found and what was expected. */
  readonly message: Message;
}

/** Unknown input, parsed at the edge: the typed value, or every problem found. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
