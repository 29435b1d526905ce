import type { Span } from '../../source/span.ts';
import type { TypeHint } from './type-hint.ts';

/**
 * The program as the executor sees it: JavaScript's own constructs, with names resolved to slots and
 * everything that does not run (types, comments, layout) gone. Built by the front end, free of any compiler's types.
 */

/** A place in the source that numbers are attributed to: a function, loop, block, call or allocation. */
export interface Site {
  readonly file: string;
  readonly span: Span;
  /** From 1. */
  readonly line: number;
  /** For people: `solve`, `for (…)`, `new Float64Array(n)`. */
  readonly label: string;
}

/** `hops` environments outwards, then `slot`. */
export interface SlotRef {
  readonly hops: number;
  readonly slot: number;
  readonly name: string;
  /** Some function inside reads or writes it, so it lives in a heap context rather than a register. */
  readonly binding: Binding;
}

/** One declared name. Filled in while the file is lowered. */
export interface Binding {
  readonly name: string;
  readonly slot: number;
  captured: boolean;
  /** The module's top level. */
  readonly moduleLevel: boolean;
  /** `let`, `const`, `class`: not readable before its declaration. */
  readonly lexical: boolean;
}

/** A block that needs an environment of its own because functions inside capture its names. */
export interface ScopeCode {
  readonly slotCount: number;
  /** Function declarations, bound on entry. */
  readonly functions: readonly { readonly target: LocalRef | GlobalRef; readonly code: FunctionCode }[];
  /** No environment of its own: its names live in the enclosing one. */
  readonly shared: boolean;
}

export interface GlobalRef {
  readonly kind: 'global';
  readonly name: string;
}

export interface ParameterCode {
  readonly pattern: Pattern;
  readonly initial: Expression | null;
  readonly rest: boolean;
  readonly type: TypeHint | null;
}

export interface FunctionCode {
  readonly site: Site;
  readonly name: string;
  readonly parameters: readonly ParameterCode[];
  readonly slotCount: number;
  readonly functions: ScopeCode['functions'];
  readonly argumentsSlot: number | null;
  /** The slot of a named function expression's own name. */
  readonly selfSlot: number | null;
  readonly body: readonly Statement[];
  readonly arrow: boolean;
  readonly async: boolean;
  readonly generator: boolean;
  /** Identifiers and property names in the body: whom it may call. */
  readonly mentions: ReadonlySet<string>;
  /** Syntax nodes of the body: decides inlining. */
  readonly size: number;
  readonly returns: TypeHint | null;
  /** A class constructor that was not written out. */
  readonly implicit: boolean;
}

export type ClassMember =
  | {
      readonly kind: 'method' | 'get' | 'set' | 'field';
      readonly static: boolean;
      readonly key: Expression;
      /** The method, or the initialiser of a field, run with the instance as `this`. */
      readonly value: FunctionCode | null;
      readonly type: TypeHint | null;
    }
  /** `static { … }`: run with the class as `this`, in the order of the members. */
  | { readonly kind: 'static-block'; readonly value: FunctionCode };

export interface ClassCode {
  readonly site: Site;
  readonly name: string;
  readonly superclass: Expression | null;
  readonly constructorCode: FunctionCode;
  readonly members: readonly ClassMember[];
}

export type PropertyCode =
  | { readonly kind: 'value'; readonly key: Expression; readonly value: Expression }
  | { readonly kind: 'get' | 'set'; readonly key: Expression; readonly code: FunctionCode }
  | { readonly kind: 'spread'; readonly value: Expression };

export type Argument = { readonly spread: boolean; readonly value: Expression };

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '==='
  | '!=='
  | 'in'
  | 'instanceof';

export type LogicalOperator = '&&' | '||' | '??';

export interface LocalRef extends SlotRef {
  readonly kind: 'local';
  /** Stands inside a loop that does not declare it: what is assigned here outlives the iteration. */
  readonly carried: boolean;
}

export type Reference =
  | LocalRef
  | GlobalRef
  | {
      readonly kind: 'member';
      readonly object: Expression;
      readonly name: string;
      readonly optional: boolean;
    }
  | {
      readonly kind: 'element';
      readonly object: Expression;
      readonly index: Expression;
      readonly optional: boolean;
    };

export type Pattern =
  | Reference
  | {
      readonly kind: 'object-pattern';
      readonly properties: readonly PatternProperty[];
      readonly rest: Pattern | null;
    }
  | {
      readonly kind: 'array-pattern';
      readonly elements: readonly (Pattern | null)[];
      readonly rest: Pattern | null;
    }
  | { readonly kind: 'default-pattern'; readonly target: Pattern; readonly initial: Expression };

export interface PatternProperty {
  readonly key: Expression;
  readonly target: Pattern;
}

export type Expression =
  | Reference
  | { readonly kind: 'literal'; readonly value: undefined | null | boolean | number | string | bigint }
  | {
      readonly kind: 'template';
      readonly site: Site;
      readonly texts: readonly string[];
      readonly values: readonly Expression[];
    }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly kind: 'this' }
  | { readonly kind: 'super-member'; readonly key: Expression }
  | { readonly kind: 'super-call'; readonly arguments: readonly Argument[]; readonly site: Site }
  | { readonly kind: 'new-target' }
  | { readonly kind: 'array'; readonly site: Site; readonly elements: readonly (Argument | null)[] }
  | { readonly kind: 'object'; readonly site: Site; readonly properties: readonly PropertyCode[] }
  | { readonly kind: 'function'; readonly code: FunctionCode }
  | {
      readonly kind: 'class';
      readonly code: ClassCode;
      readonly scope: ScopeCode;
      readonly self: LocalRef | null;
    }
  | {
      readonly kind: 'unary';
      readonly operator: '-' | '+' | '!' | '~' | 'typeof' | 'void' | 'delete';
      readonly value: Expression;
    }
  | {
      readonly kind: 'update';
      readonly operator: '++' | '--';
      readonly prefix: boolean;
      readonly target: Reference;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly site: Site;
    }
  | {
      readonly kind: 'logical';
      readonly operator: LogicalOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'assign'; readonly target: Pattern; readonly value: Expression }
  | {
      readonly kind: 'compound';
      readonly operator: BinaryOperator | LogicalOperator;
      readonly target: Reference;
      readonly value: Expression;
      readonly site: Site;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly arguments: readonly Argument[];
      readonly optional: boolean;
      readonly site: Site;
    }
  | {
      readonly kind: 'new';
      readonly callee: Expression;
      readonly arguments: readonly Argument[];
      readonly site: Site;
    }
  | { readonly kind: 'sequence'; readonly first: Expression; readonly second: Expression }
  | { readonly kind: 'await'; readonly value: Expression; readonly site: Site }
  | { readonly kind: 'yield'; readonly value: Expression | null; readonly delegate: boolean }
  | { readonly kind: 'import'; readonly specifier: Expression };

export type LoopHead =
  | {
      readonly kind: 'for';
      readonly initial: Statement | null;
      readonly test: Expression | null;
      readonly update: Expression | null;
    }
  | { readonly kind: 'while'; readonly test: Expression }
  | { readonly kind: 'do'; readonly test: Expression }
  | {
      readonly kind: 'for-of';
      readonly target: Pattern;
      readonly values: Expression;
      readonly awaits: boolean;
    }
  | { readonly kind: 'for-in'; readonly target: Pattern; readonly object: Expression };

export interface LoopCode {
  readonly kind: 'loop';
  readonly site: Site;
  readonly head: LoopHead;
  /** Names of the head; when it has an environment of its own, each iteration gets a fresh copy. */
  readonly scope: ScopeCode;
  readonly body: Statement;
  readonly label: string | null;
  /** Its condition never fails and nothing inside leaves it. */
  readonly endless: boolean;
  /** It waits, and goes on while flags stand that its body leaves alone: `while (!stopping)`. */
  readonly byFlag: boolean;
  /** It hands out values inside, and goes on as long as somebody takes them. */
  readonly yields: boolean;
  /** Variables that iterations only step (`i++`, `n += 2`) and compare nowhere but in the head. */
  readonly stepped: readonly (LocalRef | GlobalRef)[];
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'declare';
      readonly target: Pattern;
      readonly initial: Expression | null;
      readonly type: TypeHint | null;
    }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Statement; readonly no: Statement | null }
  | LoopCode
  | {
      readonly kind: 'block';
      readonly scope: ScopeCode;
      readonly body: readonly Statement[];
      readonly label: string | null;
    }
  | { readonly kind: 'break'; readonly label: string | null }
  | { readonly kind: 'continue'; readonly label: string | null }
  | { readonly kind: 'throw'; readonly value: Expression }
  | {
      readonly kind: 'try';
      readonly body: Statement;
      readonly catchScope: ScopeCode | null;
      readonly parameter: Pattern | null;
      readonly handler: Statement | null;
      readonly finalizer: Statement | null;
    }
  | {
      readonly kind: 'switch';
      readonly value: Expression;
      readonly scope: ScopeCode;
      readonly cases: readonly { readonly test: Expression | null; readonly body: readonly Statement[] }[];
      readonly label: string | null;
    }
  /** A stretch of statements that a tag encloses or that awaits: accounted for on its own. */
  | { readonly kind: 'marked'; readonly site: Site; readonly body: readonly Statement[] };
