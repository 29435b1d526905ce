import type { Expression, GlobalRef, LocalRef, LoopCode, Statement } from '../../program/code.ts';
import { evaluate } from '../language/expressions.ts';
import type { Frame } from '../language/frame.ts';
import { Unknown } from '../values/value.ts';
import { type Induction, inductionOf, type Probe, probe } from './trip-prediction.ts';

/**
 * How often a loop would run by its head alone, told from its first three tests while it runs as the user declared.
 * Known only where the head counts in equal steps to a bound that is written out or has a name.
 */
export class DerivedTrips {
  readonly #frame: Frame;
  readonly #induction: Induction;
  readonly #isCounting: boolean;
  readonly #probes: Probe[] = [];
  #ended: number | null = null;

  constructor(frame: Frame, loop: LoopCode, test: Expression | null) {
    this.#frame = frame;
    this.#induction = inductionOf(loop, test);
    this.#isCounting = isCountingTest(test, loop, frame);
  }

  /** Before iteration `count`, whose test said whether the loop goes on. */
  note(count: number, goesOn: boolean | null): void {
    if (!this.#isCounting || this.#ended !== null || count > 2) return;
    if (goesOn === false) this.#ended = count;
    else if (count === this.#probes.length) this.#probes.push(probe(this.#frame, this.#induction));
  }

  get trips(): number | null {
    if (this.#ended !== null) return this.#ended;
    const [a, b, c] = this.#probes.map(({ distances }) => distances[0]?.ahead);
    if (a === undefined || b === undefined || c === undefined) return null;
    const step = a - b;
    return step > 0 && b - c === step ? Math.ceil(a / step) : null;
  }
}

/** `i < n`, where nothing but steps moves `i`; the bound is written out, or a name that the source may tell. */
const isCountingTest = (test: Expression | null, { stepped }: LoopCode, { machine }: Frame): boolean =>
  test?.kind === 'binary' &&
  ORDERINGS.has(test.operator) &&
  stepped.some((variable) => isSame(variable, test.left)) &&
  (test.right.kind === 'literal' || (boundOf(test) !== null && !machine.globals.has('process.argv')));

const isSame = (variable: LocalRef | GlobalRef, expression: Expression): boolean =>
  variable.kind === 'local'
    ? expression.kind === 'local' && variable.slot === expression.slot && variable.hops === expression.hops
    : expression.kind === 'global' && variable.name === expression.name;

/** `list` of `i < list.length`, where nothing but steps moves `i`; `null`: the loop ends otherwise. */
export const arrayBoundOf = (test: Expression | null, { stepped }: LoopCode): Expression | null =>
  test?.kind === 'binary' &&
  test.operator === '<' &&
  test.right.kind === 'member' &&
  test.right.name === 'length' &&
  isPlain(test.right.object) &&
  stepped.some((variable) => isSame(variable, test.left))
    ? test.right.object
    : null;

/** Evaluating it does nothing. */
export const isPlain = (expression: Expression): boolean =>
  expression.kind === 'local' ||
  expression.kind === 'global' ||
  expression.kind === 'this' ||
  (expression.kind === 'member' && isPlain(expression.object));

/** The name that bounds a counting loop; `null`: the bound is written out, or computed in the head. */
export const boundOf = (test: Expression | null): string | null =>
  test?.kind === 'binary' && (test.right.kind === 'local' || test.right.kind === 'global')
    ? test.right.name
    : null;

/** `n` of `i < n` where nobody knows it, or no more than an estimate; `null`: the loop does not count to a number. */
export const unknownBound = (frame: Frame, test: Expression | null): Unknown | null => {
  if (test?.kind !== 'binary') return null;
  let named: Unknown | null = null;
  for (const operand of [test.right, test.left]) {
    const value = frame.machine.silently(() => evaluate(frame, operand));
    if (!(value instanceof Unknown)) continue;
    if (value.type === 'number' && value.estimate) return value;
    if (ORDERINGS.has(test.operator) && (value.type === 'number' || value.type === 'any')) named ??= value;
  }
  return named && new Unknown('number', null, named.origin);
};

const ORDERINGS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Something inside may leave the loop before its head ends it. */
export const mayLeave = (statement: Statement): boolean => {
  switch (statement.kind) {
    case 'break':
    case 'return':
    case 'throw':
      return true;
    case 'if':
      return mayLeave(statement.yes) || (statement.no !== null && mayLeave(statement.no));
    case 'loop':
      return mayLeave(statement.body);
    case 'block':
    case 'marked':
      return statement.body.some(mayLeave);
    case 'switch':
      return statement.cases.some(({ body }) => body.some(mayLeave));
    case 'try':
      return [statement.body, statement.handler, statement.finalizer].some(
        (part) => part !== null && mayLeave(part),
      );
    case 'expression':
    case 'declare':
    case 'continue':
      return false;
  }
};
