import type { ContextNode } from '../costs/context-tree.ts';
import type { Frame } from '../language/frame.ts';
import type { Environment } from '../values/environment.ts';
import { type PromiseThing, Thing, Unknown, type Value } from '../values/value.ts';

/** What library code has gathered while it calls back: some values, which stand for `count`. */
export interface Gathered {
  readonly values: () => Iterable<Value>;
  readonly count: () => number;
}

/** A call of an async function that has run here, but would wait for its caller to wait. */
export interface SuspendedCall {
  readonly promise: PromiseThing;
  /** Executions that it stands for. */
  readonly weight: number;
  /** `callDepth` of the caller. */
  readonly depth: number;
}

/** What a function has returned. */
export interface Returned {
  readonly value: Thing;
  /** `births` when the call began. */
  readonly since: number;
  /** Executions that it stands for. */
  readonly weight: number;
  /** Bytes made in the call that it holds; `null`: nobody has asked. */
  bytes: number | null;
}

/** Where references to living objects begin, besides the variables of running code and what is left to run. */
export class Roots {
  /** What an expression has evaluated so far; what library code works on. */
  readonly atHand: (readonly Value[] | Gathered)[] = [];
  /**
   * What is older than the outermost code running, and was given what is not: so is all else that is young found without going through the old (V8
   * keeps such a set for its scavenger).
   */
  readonly remembered = new Set<Thing | Environment>();
  /** Code that waits while others run. */
  readonly waiting: ContextNode[] = [];
  readonly suspended: SuspendedCall[] = [];
  /** What functions have returned the last time, where that is not small. */
  readonly #returned = new Map<ContextNode, Returned>();
  /** `births` when the outermost code began. */
  #since = 0;

  /** Code begins to run that no other runs but the top level of a file. */
  begin(since: number): void {
    this.#since = since;
    this.remembered.clear();
  }

  /** `holder` is given a value. */
  remember(holder: Thing | Environment, value: Value): void {
    if (holder.born > this.#since) return;
    const isYoung =
      value instanceof Thing
        ? value.born > this.#since
        : value instanceof Unknown || typeof value === 'string';
    if (isYoung) this.remembered.add(holder);
  }

  /** Runs `work` with values at hand, to which it may add. */
  keeping<T>(values: readonly Value[] | Gathered, work: () => T): T {
    this.atHand.push(values);
    try {
      return work();
    } finally {
      this.atHand.pop();
    }
  }

  noteReturned(node: ContextNode, value: Value, weight: number): void {
    if (value instanceof Thing && value.born >= node.since)
      this.#returned.set(node, { value, since: node.since, weight, bytes: null });
    else this.#returned.delete(node);
  }

  /** What the call before the one that runs has returned, if a variable of a caller still holds it: until it is given the next. */
  heldSince(node: ContextNode, innermost: Frame | null): Returned | null {
    const returned = this.#returned.get(node);
    if (!returned) return null;
    for (let frame = innermost; frame; frame = frame.caller)
      for (let at: Environment | null = frame.environment; at; at = at.outer)
        if (at.slots.includes(returned.value)) return returned;
    return null;
  }

  /** The code at `depth` waits: what it has called goes on. */
  resume(depth: number): void {
    while ((this.suspended.at(-1)?.depth ?? -1) >= depth) this.suspended.pop();
  }
}
