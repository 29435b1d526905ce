import { BYTES } from '../costs/operation-costs.ts';
import { Unknown, type Value } from '../values/value.ts';

/** A text as it lies in memory. */
export interface TextMemory {
  readonly bytes: number;
  /** Of a rope: `births` when it was begun. */
  readonly begun: number | null;
}

/** Shorter texts are copied when they are put together: V8 `ConsString::kMinLength`. */
const SHORTEST_ROPE = 13;
/** V8 `ConsString`: map, hash and length, two parts. */
const CONS_BYTES = 32;
/** Ropes remembered. */
const MOST_REMEMBERED = 10_000;
/** Of a text that nobody knows. */
const UNKNOWN_CHARACTERS = 20;

/**
 * Where the program's texts lie. Those that stand in the source are old. One that was put together, and that nobody has looked into since, V8 keeps as
 * a tree of its parts, a rope, which takes many times the bytes of the characters. Texts have no identity here: ropes are told apart by their length.
 */
export class Texts {
  readonly #literals = new Set<string>();
  readonly #ropes = new Map<number, TextMemory>();

  noteLiteral(text: string): void {
    this.#literals.add(text);
  }

  /** A text of `length` has been put together from two others. */
  noteRope(length: number, left: Value, right: Value, births: number): void {
    if (length < SHORTEST_ROPE) return;
    const before = this.memoryOf(left);
    const bytes = CONS_BYTES + before.bytes + this.memoryOf(right).bytes;
    if (this.#ropes.size >= MOST_REMEMBERED) this.#ropes.clear();
    this.#ropes.set(Math.round(length), { bytes, begun: before.begun ?? births });
  }

  /** `births` when the text of `length` characters was begun; what is no rope has just been. */
  begunAt(length: number): number {
    const rope = this.#ropes.get(Math.round(length));
    return rope ? (rope.begun ?? 0) : Number.POSITIVE_INFINITY;
  }

  /** What was put on a text of `before` characters to make one of `after` is put there so many `times`, which makes it `length` long. */
  noteRepetition(before: number, after: number, times: number, length: number): void {
    const whole = this.#ropes.get(Math.round(after));
    if (whole === undefined) return;
    const { bytes } = this.#ofLength(before);
    this.#ropes.set(Math.round(length), {
      ...whole,
      bytes: bytes + Math.max(0, whole.bytes - bytes) * times,
    });
  }

  /** Somebody reads the characters: from now on they lie one after the other. */
  flatten(value: Value): void {
    if (typeof value === 'string') this.#ropes.delete(value.length);
    else if (value instanceof Unknown && value.estimate)
      this.#ropes.delete(Math.round(value.estimate.likely));
  }

  memoryOf(value: Value): TextMemory {
    if (typeof value === 'string')
      return this.#literals.has(value) ? NO_MEMORY : this.#ofLength(value.length);
    if (value instanceof Unknown && value.type === 'string')
      return this.#ofLength(value.estimate?.likely ?? UNKNOWN_CHARACTERS);
    return NO_MEMORY;
  }

  #ofLength(length: number): TextMemory {
    return this.#ropes.get(Math.round(length)) ?? { bytes: flatBytes(length), begun: null };
  }
}

const NO_MEMORY: TextMemory = { bytes: 0, begun: null };

/** Single characters come from a table of V8's. */
const flatBytes = (length: number): number =>
  length < 2 ? 0 : BYTES.stringHeader + 8 * Math.ceil(length / 8);
