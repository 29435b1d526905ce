import { multiply, ONCE, type Quantity, quantity } from '../../effects/quantity.ts';
import type { Expression, LoopCode, Reference } from '../../program/code.ts';
import { carriedVariables } from '../code-facts/carried-variables.ts';
import { evaluate } from '../language/expressions.ts';
import type { Frame } from '../language/frame.ts';
import { isText, textLength } from '../language/operators.ts';
import { Unknown, type Value } from '../values/value.ts';

/** A comparison that keeps a loop going, as the distance that is left: going on while it is positive. */
interface Comparison {
  readonly left: Expression;
  readonly right: Expression | null;
  readonly operator: '<' | '<=' | '>' | '>=' | '!=' | 'truthy';
}

/** What of a loop's state moves it towards its end. */
export interface Induction {
  readonly comparisons: readonly Comparison[];
  readonly variables: readonly Reference[];
}

/** The loop's state before one of its iterations. */
export interface Probe {
  readonly distances: readonly (Distance | null)[];
  readonly values: readonly Value[];
}

interface Distance {
  readonly left: number;
  readonly right: number;
  /** Positive while the loop goes on. */
  readonly ahead: number;
  /** By how much the way left may be shorter or longer, as its end is an estimate: factors. */
  readonly doubt: Quantity;
}

const inductions = new WeakMap<LoopCode, Induction>();

export const inductionOf = (loop: LoopCode, test: Expression | null): Induction => {
  const known = inductions.get(loop);
  if (known) return known;
  const found = findInduction(loop, test);
  inductions.set(loop, found);
  return found;
};

const findInduction = (loop: LoopCode, test: Expression | null): Induction => {
  const comparisons = test ? comparisonsIn(test) : [];
  const operands = comparisons.flatMap(({ left, right }) => [left, ...(right ? [right] : [])]);
  const variables = new Map<string, Reference>();
  for (const reference of [...loop.stepped, ...operands.flatMap(assignableIn), ...carriedVariables(loop)])
    variables.set(nameOf(reference), reference);
  return { comparisons, variables: [...variables.values()] };
};

const nameOf = (reference: Reference): string =>
  reference.kind === 'local'
    ? `${reference.hops}:${reference.slot}`
    : reference.kind === 'global'
      ? reference.name
      : reference.kind === 'member'
        ? `${reference.object.kind}.${reference.name}`
        : 'element';

/** The comparisons that must all hold. */
const comparisonsIn = (test: Expression): readonly Comparison[] => {
  if (test.kind === 'logical' && test.operator === '&&')
    return [...comparisonsIn(test.left), ...comparisonsIn(test.right)];
  if (test.kind === 'binary') {
    const { left, right } = test;
    switch (test.operator) {
      case '<':
      case '<=':
      case '>':
      case '>=':
        return [{ left, right, operator: test.operator }];
      case '!=':
      case '!==':
        return [{ left, right, operator: '!=' }];
      default:
        return [];
    }
  }
  return isPure(test) ? [{ left: test, right: null, operator: 'truthy' }] : [];
};

/** Reading it changes nothing; `i--` reads `i`. */
const isPure = (expression: Expression): boolean => {
  switch (expression.kind) {
    case 'literal':
    case 'local':
    case 'global':
    case 'this':
      return true;
    case 'member':
      return isPure(expression.object);
    case 'element':
      return isPure(expression.object) && isPure(expression.index);
    case 'binary':
      return isPure(expression.left) && isPure(expression.right);
    case 'unary':
      return expression.operator !== 'delete' && isPure(expression.value);
    case 'update':
      return isPure(expression.target);
    case 'call':
      return (
        expression.callee.kind === 'member' &&
        SIZE_METHODS.test(expression.callee.name) &&
        isPure(expression.callee.object)
      );
    default:
      return false;
  }
};

/** Methods that collections of all kinds answer their size with. */
const SIZE_METHODS = /^(?:get)?(?:size|length|count)$/i;

/** Names and fields in an operand that iterations may move. */
const assignableIn = (expression: Expression): readonly Reference[] => {
  switch (expression.kind) {
    case 'local':
    case 'global':
      return [expression];
    case 'member':
      return expression.name === 'length' || expression.name === 'size'
        ? []
        : isPure(expression)
          ? [expression]
          : [];
    case 'binary':
      return [...assignableIn(expression.left), ...assignableIn(expression.right)];
    case 'update':
      return assignableIn(expression.target);
    default:
      return [];
  }
};

export const probe = (frame: Frame, { comparisons, variables }: Induction): Probe =>
  frame.machine.silently(() => ({
    distances: comparisons.map((comparison) => distanceOf(frame, comparison)),
    values: variables.map((variable) => evaluate(frame, variable)),
  }));

const distanceOf = (frame: Frame, { left, right, operator }: Comparison): Distance | null => {
  const a = right ? operandBounds(frame, left) : truthyBounds(frame, left);
  const b = right ? operandBounds(frame, right) : NOUGHT;
  if (a === null || b === null) return null;
  const ahead = aheadOf(operator, a.likely, b.likely);
  return { left: a.likely, right: b.likely, ahead, doubt: doubtOf(operator, a, b, ahead) };
};

/** A number, or the bounds that are known of it. */
type Bounds = Readonly<Record<keyof Quantity, number>>;

const NOUGHT: Bounds = { low: 0, likely: 0, high: 0 };

const doubtOf = (operator: Comparison['operator'], a: Bounds, b: Bounds, ahead: number): Quantity => {
  if (ahead <= 0 || (a.low === a.high && b.low === b.high)) return ONCE;
  const ends = [aheadOf(operator, a.low, b.high), aheadOf(operator, a.high, b.low)];
  return quantity(Math.min(ahead, ...ends) / ahead, 1, Math.max(ahead, ...ends) / ahead);
};

const aheadOf = (operator: Comparison['operator'], a: number, b: number): number => {
  switch (operator) {
    case '<':
      return b - a;
    case '<=':
      return b - a + 1;
    case '>':
      return a - b;
    case '>=':
      return a - b + 1;
    default:
      return Math.abs(a - b);
  }
};

/** Of what a loop goes on for while there is any of it: a number, or the characters of a text. */
const truthyBounds = (frame: Frame, expression: Expression): Bounds | null => {
  const value = operand(frame, expression);
  return isText(value) ? textLength(value) : boundsOf(value);
};

const operandBounds = (frame: Frame, expression: Expression): Bounds | null =>
  isPure(expression) ? boundsOf(operand(frame, expression)) : null;

const operand = (frame: Frame, expression: Expression): Value =>
  evaluate(frame, expression.kind === 'update' ? expression.target : expression);

const boundsOf = (value: Value): Bounds | null => {
  if (value instanceof Unknown) return value.type === 'number' ? value.estimate : null;
  return typeof value === 'number' && Number.isFinite(value)
    ? { low: value, likely: value, high: value }
    : null;
};

/** The way of a loop so far. */
export interface Course {
  readonly first: Probe;
  /** The state before each of the latest three iterations in a row. */
  readonly lastThree: readonly [Probe, Probe, Probe];
  /** From the first of all to the last of the three. */
  readonly iterations: number;
}

/** The way of a loop while it goes. */
export class CourseSoFar {
  #first: Probe | null = null;
  #latest: Probe[] = [];
  #next = 0;

  /** The state before iteration `count`. */
  note(count: number, state: Probe): void {
    if (count !== this.#next) this.#latest = [];
    this.#next = count + 1;
    this.#first ??= state;
    this.#latest.push(state);
    if (this.#latest.length > 3) this.#latest.shift();
  }

  /** `null`: before it, no three in a row have been noted. */
  courseAt(count: number): Course | null {
    const [a, b, c] = this.#latest;
    if (!this.#first || !a || !b || !c) return null;
    return { first: this.#first, lastThree: [a, b, c], iterations: count };
  }
}

/** How many more iterations there will be. */
export const predictRemaining = ({ first, iterations, lastThree: [a, b, c] }: Course): Quantity | null => {
  let fewest: Quantity | null = null;
  c.distances.forEach((_, index) => {
    const remaining = remainingOf(
      first.distances[index],
      iterations,
      a.distances[index],
      b.distances[index],
      c.distances[index],
    );
    if (remaining && (!fewest || remaining.likely < fewest.likely))
      fewest = multiply(remaining, c.distances[index]?.doubt ?? ONCE);
  });
  return fewest;
};

/** A factor closer to 1 an iteration cannot be told from a rounding. */
const LEAST_GROWTH = 1e-6;

type MaybeDistance = Distance | null | undefined;

const remainingOf = (
  first: MaybeDistance,
  iterations: number,
  a: MaybeDistance,
  b: MaybeDistance,
  c: MaybeDistance,
): Quantity | null => {
  if (!first || !a || !b || !c || iterations <= 0) return null;
  const { ahead, left } = c;
  const step = b.ahead - ahead;
  const before = a.ahead - b.ahead;
  if (step > 0 && nearlyEqual(step, before) && agrees(first.ahead - ahead, step * iterations))
    return quantity(Math.ceil(ahead / step));
  const ratio = left / b.left;
  if (
    Number.isFinite(ratio) &&
    ratio > 0 &&
    Math.abs(ratio - 1) > LEAST_GROWTH &&
    nearlyEqual(ratio - 1, b.left / a.left - 1) &&
    agrees(Math.log(left / first.left), Math.log(ratio) * iterations)
  ) {
    const target = c.right === 0 ? 1 : Math.abs(c.right);
    const count = Math.log(target / Math.abs(left)) / Math.log(ratio);
    if (Number.isFinite(count) && count > 0) return quantity(Math.ceil(count));
  }
  const growth = step - before;
  const half = growth / 2;
  const linear = step + half;
  if (
    step > 0 &&
    before > 0 &&
    growth > 0 &&
    agrees(first.ahead - ahead, (linear - half * iterations) * iterations)
  )
    return quantity(Math.ceil((-linear + Math.sqrt(linear * linear + 4 * half * ahead)) / (2 * half)));
  const average = (first.ahead - ahead) / iterations;
  // What steps back as well is a search: where it has got to so far says nothing of its end.
  if (average <= 0 || step < 0 || before < 0) return null;
  const count = Math.ceil(ahead / average);
  return quantity(count / 4, count, count * 8);
};

/**
 * Whether the way made since the first iteration is what the last three would have made of it. A search that has just
 * stepped back twice is not about to end. A tenth allows for roundings on the way.
 */
export const agrees = (made: number, expected: number): boolean =>
  Math.abs(made - expected) <= 0.1 * Math.abs(expected);

export const nearlyEqual = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
