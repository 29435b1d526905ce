import type { Span } from './span.ts';

/** A code entity that a tag can stand on. `region` is what `begin`…`end` directives delimit. */
export type EntityKind =
  | 'function'
  | 'method'
  | 'constructor'
  | 'accessor'
  | 'arrow'
  | 'loop'
  | 'block'
  | 'await'
  | 'region';

const FUNCTION_KINDS: readonly (EntityKind | undefined)[] = [
  'function',
  'method',
  'constructor',
  'accessor',
  'arrow',
];

export const isFunctionKind = (kind: EntityKind | undefined): boolean => FUNCTION_KINDS.includes(kind);

export interface CodeEntity {
  /** Index into `SourceOutline.entities`; entities stand in document order, outer before inner. */
  readonly index: number;
  readonly kind: Exclude<EntityKind, 'region'>;
  /** For people: `solve`, `Solver.step`, `for (let i…)`, `await fetch`, `map callback`. Not unique. */
  readonly name: string;
  /** The entity's own text; decorators and leading comments excluded. */
  readonly span: Span;
  /** Its first line up to the body: where a lens or a squiggle goes. */
  readonly head: Span;
  /** Innermost entity around it. */
  readonly parent: number | null;
}

/** One element of a list: a statement, member, argument, property, case or element. */
export interface ListItem {
  readonly span: Span;
  /** The entity that a directive before this item binds to: the item itself or the first one it holds in its head. */
  readonly entity: number | null;
  /** Control never falls out of its end: `return`, `throw`, `break`, `continue`. */
  readonly leaves: boolean;
}

/** A place where directives can stand between items: a body, a class, an argument list, an object or array literal. */
export interface ItemList {
  readonly index: number;
  readonly kind: 'statements' | 'members' | 'arguments' | 'properties' | 'elements';
  /** Between the delimiters; the whole text for the top level. */
  readonly span: Span;
  /** Innermost entity whose body this list lies in. */
  readonly owner: number | null;
  readonly items: readonly ListItem[];
}

export interface Comment {
  readonly kind: 'line' | 'block';
  /** With its delimiters, without the line break. */
  readonly span: Span;
  /** Innermost list around it: index into `SourceOutline.lists`. */
  readonly list: number;
}

/** A `return`, `throw`, `break` or `continue`. */
export interface Jump {
  readonly span: Span;
  /** What it leaves: the function, `try` block, loop, `switch` or labelled statement; the whole text at the top level. */
  readonly leaves: Span;
}

/**
 * What the syntax of one file says, free of any compiler's types: the part of the analysis that answers at once,
 * while typing, also on half-typed text. `lists[0]` is the top level.
 */
export interface SourceOutline {
  readonly fileName: string;
  readonly text: string;
  readonly entities: readonly CodeEntity[];
  readonly lists: readonly ItemList[];
  readonly comments: readonly Comment[];
  /** In document order. */
  readonly jumps: readonly Jump[];
  readonly syntaxErrors: readonly { readonly span: Span; readonly message: string }[];
}
