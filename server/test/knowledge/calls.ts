import type { KnownCall, ValueView } from '../../src/analysis/knowledge/known-effect.ts';

/** A value of which only what is given is known. */
export const view = (given: Partial<ValueView>): ValueView => ({
  kind: 'unknown',
  number: null,
  text: null,
  length: null,
  byteLength: null,
  content: null,
  stream: null,
  reachable: null,
  field: () => view({}),
  ...given,
});

export const NOTHING_KNOWN = view({});

export const callOf = (receiver: ValueView, ...given: readonly ValueView[]): KnownCall => ({
  construct: false,
  receiver,
  arguments: given,
});
