import { type Quantity, quantity } from '../effects/quantity.ts';
import type { Expression, LoopCode, Reference } from '../program/code.ts';
import { carriedVariables } from './carried-variables.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frame.ts';
import { assignReference } from './patterns.ts';
import type { Value } from './value.ts';

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
  const a = operandNumber(frame, left);
  const b = right ? operandNumber(frame, right) : 0;
  if (a === null || b === null) return null;
  return { left: a, right: b, ahead: aheadOf(operator, a, b) };
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

const operandNumber = (frame: Frame, expression: Expression): number | null => {
  if (!isPure(expression)) return null;
  const value = evaluate(frame, expression.kind === 'update' ? expression.target : expression);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The way of a loop so far. */
export interface Course {
  readonly first: Probe;
  /** The state before each of the latest three iterations in a row. */
  readonly lastThree: readonly [Probe, Probe, Probe];
  /** From the first of all to the last of the three. */
  readonly iterations: number;
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
    if (remaining && (!fewest || remaining.likely < fewest.likely)) fewest = remaining;
  });
  return fewest;
};

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
    Math.abs(ratio - 1) > 0.01 &&
    nearlyEqual(ratio, b.left / a.left) &&
    agrees(Math.log(left / first.left), Math.log(ratio) * iterations)
  ) {
    const target = Math.max(Math.abs(c.right), 1);
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
  if (average <= 0) return null;
  const count = Math.ceil(ahead / average);
  return quantity(count / 4, count, count * 8);
};

/**
 * Whether the way made since the first iteration is what the last three would have made of it. A search that has just
 * stepped back twice is not about to end. A tenth allows for roundings on the way.
 */
const agrees = (made: number, expected: number): boolean =>
  Math.abs(made - expected) <= 0.1 * Math.abs(expected);

const nearlyEqual = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));

/**
 * Moves the induction variables on by `count` iterations: as they moved in the last two, or as on the average of all
 * where these went another way.
 */
export const advance = (
  frame: Frame,
  { variables }: Induction,
  { first, lastThree: [a, b, c], iterations }: Course,
  from: readonly Value[],
  count: number,
): void => {
  variables.forEach((variable, index) => {
    const o = first.values[index];
    const x = a.values[index];
    const y = b.values[index];
    const z = c.values[index];
    const start = from[index];
    if (typeof x !== 'number' || typeof y !== 'number' || typeof z !== 'number' || typeof start !== 'number')
      return;
    const step = z - y;
    let value = start;
    if (nearlyEqual(step, y - x))
      value =
        start + moved(count * (typeof o === 'number' ? meanStep(o, z, step, iterations) : step), start, step);
    else if (y !== 0 && x !== 0 && nearlyEqual(z / y, y / x)) value = Math.trunc(start * (z / y) ** count);
    else return;
    if (Number.isFinite(value) && value !== start)
      frame.machine.silently(() => assignReference(frame, variable, value));
  });
};

/** Whole numbers stay whole. */
const moved = (distance: number, start: number, step: number): number =>
  Number.isInteger(start) && Number.isInteger(step) ? Math.round(distance) : distance;

const meanStep = (first: number, last: number, step: number, iterations: number): number => {
  if (iterations <= 0 || agrees(last - first, step * iterations)) return step;
  return (last - first) / iterations;
};
