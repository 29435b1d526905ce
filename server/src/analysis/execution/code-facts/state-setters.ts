import { onceForEach } from '../../../memo/once-for-each.ts';
import type { Binding, ClassCode, Expression, FunctionCode, Pattern } from '../../program/code.ts';
import { type CodeVisitor, visitExpression, visitStatement } from './code-visitor.ts';

/** What calls leave for others to find: a property by its name, a global variable, a variable of the code around functions. */
export type State = string | Binding;

export const globalState = (name: string): State => `global ${name}`;

export interface Setter {
  readonly state: State;
  readonly by: FunctionCode;
  /** Of `this`: of objects whose method it is. */
  readonly ofThis: boolean;
  /** To something computed, rather than to one of a few values or a step up or down: data rather than what a program is about to do. */
  readonly computed: boolean;
}

/** Which functions of the program set a state, those left out that make the object it is of. */
export class StateSetters {
  readonly #waiting: FunctionCode[] = [];
  readonly #byState = new Map<State, Setter[]>();

  /** The top level of a file: what it sets it sets once, and first. */
  addFile(main: FunctionCode): void {
    this.#waiting.push(main);
  }

  of(state: State): readonly Setter[] {
    for (let main = this.#waiting.pop(); main; main = this.#waiting.pop())
      for (const setter of settersIn(main)) if (setter.by !== main) this.#add(setter);
    return this.#byState.get(state) ?? [];
  }

  #add(setter: Setter): void {
    const known = this.#byState.get(setter.state);
    if (known) known.push(setter);
    else this.#byState.set(setter.state, [setter]);
  }
}

/** What a function sets, and those inside. */
const settersIn = onceForEach((code: FunctionCode): readonly Setter[] =>
  settersOf(code, isConstructor(code)),
);

/** As far as its name tells. */
const isConstructor = ({ name, arrow }: FunctionCode): boolean => !arrow && /^[A-Z]/.test(name);

const settersOf = (code: FunctionCode, constructs: boolean): readonly Setter[] => {
  const found: Setter[] = [];
  const addAll = (inner: FunctionCode | null): void => {
    if (inner) found.push(...settersIn(inner));
  };
  const note = (target: Pattern, depth: number, computed: boolean): void => {
    const state = stateSet(target, depth, constructs);
    const ofThis = target.kind === 'member' && target.object.kind === 'this';
    if (state !== null) found.push({ state, by: code, ofThis, computed });
  };
  const visitor: CodeVisitor = {
    scope: ({ functions }) => {
      for (const { code: inner } of functions) addAll(inner);
    },
    expression: (expression, depth) => {
      for (const target of targetsOf(expression)) note(target, depth, isComputed(expression));
      if (expression.kind === 'function') addAll(expression.code);
      else if (expression.kind === 'class') found.push(...settersInClass(expression.code));
      else if (expression.kind === 'object')
        for (const property of expression.properties)
          if (property.kind === 'get' || property.kind === 'set') addAll(property.code);
      return true;
    },
  };
  for (const { initial } of code.parameters) if (initial) visitExpression(initial, visitor, 0);
  for (const { code: inner } of code.functions) addAll(inner);
  for (const statement of code.body) visitStatement(statement, visitor, 0);
  return found;
};

const settersInClass = onceForEach(({ constructorCode, members }: ClassCode): readonly Setter[] => [
  ...settersOf(constructorCode, true),
  ...members.flatMap(({ value }) => (value ? settersIn(value) : [])),
]);

/** What an expression gives a value to. */
const targetsOf = (expression: Expression): readonly Pattern[] => {
  switch (expression.kind) {
    case 'assign':
      return placesIn(expression.target);
    case 'compound':
    case 'update':
      return [expression.target];
    default:
      return [];
  }
};

const isComputed = (expression: Expression): boolean => {
  switch (expression.kind) {
    case 'assign':
      return !isOneOfFew(expression.value);
    case 'compound':
      return expression.operator !== '+' && expression.operator !== '-';
    default:
      return false;
  }
};

/** A literal, a constant by its name, a condition. */
const isOneOfFew = (value: Expression): boolean => {
  switch (value.kind) {
    case 'literal':
      return true;
    case 'unary':
      return value.operator === '!' || isOneOfFew(value.value);
    case 'binary':
      return CONDITIONS.has(value.operator);
    case 'conditional':
      return isOneOfFew(value.yes) && isOneOfFew(value.no);
    case 'assign':
      return isOneOfFew(value.value);
    case 'local':
    case 'global':
    case 'member':
      return /^[A-Z]/.test(value.name);
    default:
      return false;
  }
};

const CONDITIONS: ReadonlySet<string> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  'in',
  'instanceof',
]);

const placesIn = (pattern: Pattern): readonly Pattern[] => {
  switch (pattern.kind) {
    case 'object-pattern':
      return [
        ...pattern.properties.flatMap(({ target }) => placesIn(target)),
        ...(pattern.rest ? placesIn(pattern.rest) : []),
      ];
    case 'array-pattern':
      return [...pattern.elements, pattern.rest].flatMap((element) => (element ? placesIn(element) : []));
    case 'default-pattern':
      return placesIn(pattern.target);
    default:
      return [pattern];
  }
};

/** `depth`: environments between the function and the place; `null`: nothing that outlives the call, or a part of what it makes. */
const stateSet = (target: Pattern, depth: number, constructs: boolean): State | null => {
  switch (target.kind) {
    case 'member':
      return constructs && target.object.kind === 'this' ? null : target.name;
    case 'local':
      return target.hops > depth ? target.binding : null;
    case 'global':
      return globalState(target.name);
    default:
      return null;
  }
};
