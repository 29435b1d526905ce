import type { Effect, ResultShape, StreamContent } from '../effects/effect.ts';
import type { KnownText, Unpacked } from '../effects/known-text.ts';
import type { Quantity } from '../effects/quantity.ts';

/** A value at a call, as far as the effect of a library function can depend on it. */
export interface ValueView {
  readonly kind:
    | 'undefined'
    | 'null'
    | 'boolean'
    | 'number'
    | 'bigint'
    | 'string'
    | 'array'
    | 'bytes'
    | 'map'
    | 'set'
    | 'object'
    | 'instance'
    | 'function'
    | 'regexp'
    | 'promise'
    | 'unknown';
  /** Numbers, booleans and big integers: the value, when it is known. */
  readonly number: Quantity | null;
  /** Strings: the text, when it is known. Regular expressions: the pattern. */
  readonly text: string | null;
  /** Elements of an array, characters of a string, entries of a Map or Set, own keys of an object. */
  readonly length: Quantity | null;
  /** Typed arrays and buffers: `length` times the element's bytes. */
  readonly byteLength: Quantity | null;
  /** What stands in a text, or in bytes as UTF-8, where that is known. */
  readonly content: KnownText | null;
  /** What bytes come to once they are unpacked, where that is known. */
  readonly unpacked?: Unpacked | null;
  /** What comes through a stream. */
  readonly stream: StreamContent | null;
  /** Objects reachable from it (itself included) and their bytes on the heap: what cloning or serialising walks. */
  readonly reachable: { readonly objects: Quantity; readonly bytes: Quantity } | null;
  /** A field of an option object, e.g. `{ length }`, `{ highWaterMark }`. */
  readonly field: (name: string) => ValueView;
}

export interface KnownCall {
  /** `new F()` rather than `F()`. */
  readonly construct: boolean;
  readonly receiver: ValueView;
  readonly arguments: readonly ValueView[];
  /** Bytes of the file that the first argument names, as the user declared them or as it is now; `null`: nobody can tell. Asked only of what reads one. */
  readonly fileBytes?: () => Quantity | null;
  /** What stands in it as it is now; `null`: nobody can tell. */
  readonly fileText?: () => KnownText | null;
  /** What it holds if it is packed. */
  readonly fileUnpacked?: () => Unpacked | null;
}

export interface KnownOutcome {
  readonly effect: Effect;
  readonly result: ResultShape;
  /** The effect where the executor has found what is returned: of what depends on how much that is. */
  readonly effectOf?: (returned: ValueView) => Effect;
}

/**
 * What one library function does, in terms of what it is called with.
 *
 * The executor itself runs the meaning of the core library (arrays, strings, Map, Set, Math, JSON of known values,
 * promises, timers) and accounts for the memory of containers that grow in place: `push`, `unshift`, `splice`,
 * `Map.set`, `Set.add`, new keys. For those the table need not allocate; it gives their time, their temporary
 * and result allocations (`map`, `slice`, `split`, `JSON.parse`, …) and everything of the functions that the
 * executor does not run (Node's API).
 */
export type KnownEffect = (call: KnownCall) => KnownOutcome;

/**
 * Looks a library function up by its qualified symbol: `Array.prototype.push`, `Map.prototype.set`,
 * `Math.imul`, `JSON.parse`, `fs.readFileSync`, `fs.promises.readFile`, `Float64Array` (constructor),
 * `TypedArray.prototype.fill` (every typed array), `crypto.createHash`, `Hash.prototype.update`.
 * `node:` prefixes are gone before. `undefined`: not in the table.
 */
export type KnownEffectLookup = (symbol: string) => KnownEffect | undefined;
