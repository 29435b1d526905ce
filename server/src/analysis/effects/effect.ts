import type { Message } from '@migration-tags/simulator';
import type { KnownText, Unpacked } from './known-text.ts';
import type { Quantity } from './quantity.ts';

/** What a known function acts on: its receiver, one of its arguments, or what it returns. */
export type Operand =
  | { readonly kind: 'receiver' }
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'result' };

export type WaitKind = 'timer' | 'disk' | 'network' | 'lock' | 'child-process' | 'unknown';

/**
 * What a piece of code does to memory and time, free of its syntax. The table of known functions
 * describes each library function as one such tree; the executor performs it at the call.
 */
export type Effect =
  | { readonly kind: 'seq'; readonly parts: readonly Effect[] }
  | { readonly kind: 'loop'; readonly trips: Quantity; readonly body: Effect }
  | {
      readonly kind: 'branch';
      readonly arms: readonly { readonly probability: number; readonly effect: Effect }[];
    }
  /**
   * Calls a function value given to the known function (a callback). `later`: after the current turn of the
   * event loop (listeners, timers, completions). Where the executor runs the callbacks of a function
   * itself (`map`, `sort`, `then`, …), it ignores this leaf.
   */
  | {
      readonly kind: 'call';
      readonly callee: Operand;
      readonly arguments: readonly ResultShape[];
      readonly trips: Quantity;
      /** What the callback is handed in turn, and again from the first, where that is known: instead of `arguments`. */
      readonly each?: readonly string[];
      readonly later: boolean;
    }
  /** New memory. */
  | {
      readonly kind: 'allocate';
      /** Young objects on the JS heap, objects over 128 KiB at once, or memory outside the heap (backing stores). */
      readonly space: 'young' | 'large' | 'external';
      readonly bytes: Quantity;
      /**
       * `temporary`: garbage as soon as the call ends; `result`: lives as long as what the call returns (nothing
       * escapes if the caller drops it); `retained`: kept by the receiver (a growing array, Map, dictionary).
       */
      readonly lifetime: 'temporary' | 'result' | 'retained';
    }
  /** Overwrites existing memory in place. */
  | {
      readonly kind: 'write';
      readonly target: Operand;
      /** Bytes written, from the target's start for a sweep. */
      readonly bytes: Quantity;
      readonly pattern: 'sweep' | 'random';
    }
  | { readonly kind: 'wait'; readonly wait: WaitKind; readonly seconds: Quantity }
  /** Processor time, nanoseconds, on a current x86-64 core; see the cost's own source. */
  | { readonly kind: 'compute'; readonly nanoseconds: Quantity }
  | { readonly kind: 'unknown'; readonly question: Message };

/** What comes through a stream: as text, or as bytes. */
export interface StreamContent {
  readonly asText: boolean;
  readonly known: KnownText | null;
  readonly unpacked?: Unpacked | null;
  /** The stream unpacks what is piped into it. */
  readonly unpacks?: boolean;
}

/** What a known function returns or passes to a callback, as far as sizes matter. */
export type ResultShape =
  | { readonly kind: 'undefined' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly value: Quantity | null; readonly integer: boolean }
  | { readonly kind: 'bigint' }
  /** `null`: not known. */
  | { readonly kind: 'string'; readonly length: Quantity | null; readonly known: KnownText | null }
  | { readonly kind: 'array'; readonly length: Quantity | null; readonly element: ResultShape }
  /** Typed arrays, `Buffer`, `ArrayBuffer`: memory outside the heap. */
  | {
      readonly kind: 'bytes';
      readonly type: string;
      readonly elementBytes: number;
      readonly length: Quantity | null;
      /** What stands in it, as UTF-8. */
      readonly known: KnownText | null;
      readonly unpacked?: Unpacked | null;
    }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, ResultShape>> }
  /** An instance of a library class: later calls on it look up `<className>.prototype.<method>`. */
  | {
      readonly kind: 'instance';
      readonly className: string;
      readonly size: Quantity | null;
      /** What passes through a stream; `null`: it is none, or nobody knows. */
      readonly content: StreamContent | null;
    }
  | {
      readonly kind: 'promise';
      readonly of: ResultShape;
      readonly wait: WaitKind | null;
      readonly seconds: Quantity | null;
    }
  /** The receiver or an argument itself (`sort`, `fill`, `on`, `Object.assign`). */
  | { readonly kind: 'same'; readonly as: Operand }
  | { readonly kind: 'unknown' };

export const NO_EFFECT: Effect = { kind: 'seq', parts: [] };
