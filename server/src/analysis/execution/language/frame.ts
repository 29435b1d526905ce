import type { FunctionCode } from '../../program/code.ts';
import type { Inlining } from '../calls/inlining.ts';
import type { ContextNode } from '../costs/context-tree.ts';
import type { Machine } from '../run/machine.ts';
import type { Environment } from '../values/environment.ts';
import type { FunctionThing, Thing, Value } from '../values/value.ts';

/** What `new` makes, by the constructors of a class and of those that it extends. */
export interface Construction {
  readonly newTarget: FunctionThing;
  /** `null`: a class of the library makes it, once `super(…)` gets there. */
  instance: Thing | null;
}

/** One activation of a function. */
export interface Frame {
  readonly machine: Machine;
  readonly code: FunctionCode;
  readonly callee: FunctionThing | null;
  environment: Environment;
  thisValue: Value;
  /** It runs as a constructor. */
  readonly construction: Construction | null;
  readonly caller: Frame | null;
  /** What it was called with. */
  readonly values: readonly Value[];
  /** Activations of the same code on the stack, this one included. */
  readonly recursion: number;
  /** Steps made when the outermost of those began. */
  readonly recursionBegan: number;
  /** `try` statements of its own around. */
  tries: number;
  /** The value of a `return` that has run. */
  result: Value;
  /** Values of `return`s in branches that may or may not be taken. */
  readonly possible: Value[];
  /** Takes what `yield` yields; false: the consumer wants no more. */
  readonly take: ((value: Value) => boolean) | null;
  readonly inlining: Inlining;
}

/** For one that the program calls without asking it for anything: somebody may take all it yields. */
export const takeAll = (): boolean => true;

/** How a statement ended. */
export type Completion =
  | { readonly kind: 'normal' }
  | { readonly kind: 'return' }
  | { readonly kind: 'break' | 'continue'; readonly label: string | null };

export const NORMAL: Completion = { kind: 'normal' };
export const RETURN: Completion = { kind: 'return' };

/** A thrown value of the program, and the code that was running. */
export class Thrown {
  readonly value: Value;
  readonly node: ContextNode;
  constructor(value: Value, node: ContextNode) {
    this.value = value;
    this.node = node;
  }
}

/** The consumer of a generator wants no more. */
export class GeneratorStopped {}
