import { type Effect, NO_EFFECT, type Operand, type ResultShape, type WaitKind } from '../effects/effect.ts';
import type { KnownText, Unpacked } from '../effects/known-text.ts';
import { multiply, ONCE, type Quantity, quantity, scale } from '../effects/quantity.ts';
import type { KnownCall, KnownOutcome } from './known-effect.ts';

/** The words that rows of the table are written in. */

export type Lifetime = Extract<Effect, { kind: 'allocate' }>['lifetime'];

/** Objects above are allocated in large-object space: V8 `kMaxRegularHeapObjectSize`, half of a 256 KiB page. */
export const LARGE_OBJECT_BYTES = 128 * 1024;

export const RECEIVER: Operand = { kind: 'receiver' };
export const argument = (index: number): Operand => ({ kind: 'argument', index });

/** Memory of one object on the JS heap; what is over 128 KiB goes to large-object space. */
export const allocates = (bytes: Quantity, lifetime: Lifetime): Effect => ({
  kind: 'allocate',
  space: bytes.likely > LARGE_OBJECT_BYTES ? 'large' : 'young',
  bytes,
  lifetime,
});

/** Many small objects on the JS heap, whatever their sum. */
export const allocatesMany = (bytes: Quantity, lifetime: Lifetime): Effect => ({
  kind: 'allocate',
  space: 'young',
  bytes,
  lifetime,
});

/** Memory outside the JS heap. */
export const allocatesOutside = (bytes: Quantity, lifetime: Lifetime): Effect => ({
  kind: 'allocate',
  space: 'external',
  bytes,
  lifetime,
});

/** Processor time: so many nanoseconds, for each unit of `times`. */
export const takes = (nanoseconds: number, times: Quantity = ONCE): Effect => ({
  kind: 'compute',
  nanoseconds: scale(times, nanoseconds),
});

export const sweeps = (target: Operand, bytes: Quantity): Effect => ({
  kind: 'write',
  target,
  bytes,
  pattern: 'sweep',
});

export const waits = (wait: WaitKind, seconds: Quantity): Effect => ({ kind: 'wait', wait, seconds });

/** Calls the function given as argument `index`, within this call. */
export const calls = (index: number, trips: Quantity, ...passed: readonly ResultShape[]): Effect => ({
  kind: 'call',
  callee: argument(index),
  arguments: passed,
  trips,
  later: false,
});

/** Calls the function given as argument `index`, in a later turn of the event loop. */
export const callsLater = (index: number, trips: Quantity, ...passed: readonly ResultShape[]): Effect => ({
  kind: 'call',
  callee: argument(index),
  arguments: passed,
  trips,
  later: true,
});

/** The same with each of these texts in turn, and again from the first. */
export const callsLaterWithEach = (index: number, trips: Quantity, each: readonly string[]): Effect => ({
  kind: 'call',
  callee: argument(index),
  arguments: [],
  trips,
  each,
  later: true,
});

/** Calls whatever function it was given once, in a later turn: the completion callback that Node's functions take last. */
export const callsBack = (call: KnownCall, ...passed: readonly ResultShape[]): Effect => {
  const index = call.arguments.findIndex(({ kind }) => kind === 'function');
  return index < 0 ? NO_EFFECT : callsLater(index, ONCE, ...passed);
};

export const outcome = (result: ResultShape, ...parts: readonly Effect[]): KnownOutcome => ({
  effect: { kind: 'seq', parts },
  result,
});

/** What returns as many elements as only its run can tell; `likely`: where it is not run. */
export const outcomeByCount = (
  result: (count: Quantity) => ResultShape,
  likely: Quantity,
  parts: (count: Quantity) => readonly Effect[],
): KnownOutcome => ({
  ...outcome(result(likely), ...parts(likely)),
  effectOf: ({ length }) => ({ kind: 'seq', parts: parts(length ?? likely) }),
});

export const UNDEFINED: ResultShape = { kind: 'undefined' };
export const BOOLEAN: ResultShape = { kind: 'boolean' };
export const INTEGER: ResultShape = { kind: 'number', value: null, integer: true };
export const NUMBER: ResultShape = { kind: 'number', value: null, integer: false };
export const UNKNOWN: ResultShape = { kind: 'unknown' };
export const RECEIVER_ITSELF: ResultShape = { kind: 'same', as: RECEIVER };

export const integer = (value: Quantity): ResultShape => ({ kind: 'number', value, integer: true });
export const text = (length: Quantity, known: KnownText | null = null): ResultShape => ({
  kind: 'string',
  length,
  known,
});
export const array = (length: Quantity, element: ResultShape = UNKNOWN): ResultShape => ({
  kind: 'array',
  length,
  element,
});
export const bytes = (
  type: string,
  elementBytes: number,
  length: Quantity,
  known: KnownText | null = null,
): ResultShape => ({ kind: 'bytes', type, elementBytes, length, known });
export const buffer = (
  length: Quantity,
  known: KnownText | null = null,
  unpacked: Unpacked | null = null,
): ResultShape => ({ kind: 'bytes', type: 'Buffer', elementBytes: 1, length, known, unpacked });
export const instance = (className: string): ResultShape => ({
  kind: 'instance',
  className,
  size: null,
  content: null,
});
export const promise = (
  of: ResultShape,
  wait: WaitKind | null = null,
  seconds: Quantity | null = null,
): ResultShape => ({ kind: 'promise', of, wait, seconds });

/** `per` units for each of `count`. */
export const each = (count: Quantity, per: number): Quantity => scale(count, per);

/** Half of something on average, all of it or next to nothing at the ends: what a search or a filter passes. */
export const someOf = (count: Quantity): Quantity => multiply(count, quantity(0.05, 0.5, 1));
