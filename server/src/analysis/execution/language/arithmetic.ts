import { add, type Quantity, quantity } from '../../effects/quantity.ts';
import type { BinaryOperator } from '../../program/code.ts';
import { NANOSECONDS } from '../costs/operation-costs.ts';
import { UNKNOWN_TRIPS } from '../loops/trip-guesses.ts';
import type { Machine } from '../run/machine.ts';
import { SOME_NUMBER, Thing, UNKNOWN, Unknown, type Value } from '../values/value.ts';
import { areBig, bigArithmetic } from './big-integers.ts';

/** The number JavaScript makes of a value; `null`: not known, or a big integer. */
export const numberOf = (value: Value): number | null => {
  if (typeof value === 'number') return value;
  if (value instanceof Unknown || value instanceof Thing || typeof value === 'bigint') return null;
  return Number(value);
};

/** Longer texts of digits say little of the number that they are. */
const MOST_DIGITS = 3;

/** The number that a text nobody knows is made into: no larger than its digits allow. */
export const numberInText = (value: Value): Unknown => {
  if (!(value instanceof Unknown) || value.type !== 'string' || !value.estimate) return SOME_NUMBER;
  const { likely, high } = value.estimate;
  if (high > MOST_DIGITS) return SOME_NUMBER;
  return new Unknown('number', quantity(0, (10 ** likely - 1) / 2, 10 ** high - 1), value.origin);
};

const SMALLEST_LARGE = 2 ** 31;
const isFloating = (value: number | null): boolean =>
  value !== null && (Math.abs(value) >= SMALLEST_LARGE || !Number.isInteger(value));

const nanosecondsOf = (operator: BinaryOperator, a: number | null, b: number | null): number => {
  if (operator === '%' && (isFloating(a) || isFloating(b))) return NANOSECONDS.floatingRemainder;
  return operator === '/' || operator === '%' || operator === '**'
    ? NANOSECONDS.arithmetic * 4
    : NANOSECONDS.arithmetic;
};

/** Of two numbers or two big integers, as far as their values or bounds are known. */
export const arithmetic = (machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value => {
  if (areBig(left, right)) return bigArithmetic(machine, operator, left, right);
  const a = numberOf(left);
  const b = numberOf(right);
  machine.compute(nanosecondsOf(operator, a, b));
  if (a !== null && b !== null) return compute(operator, a, b);
  if (left instanceof Unknown && left.type === 'any' && operator === '+') return UNKNOWN;
  const combined = (operator === '*' ? squareOf(left, right) : null) ?? ofEstimates(operator, left, right);
  if (combined) return combined;
  // `x & mask`, `x % n`: the bound is known though the value is not.
  const [known, unknown] = a === null ? [b, left] : [a, right];
  if (known !== null && unknown instanceof Unknown && unknown.estimate && unknown.type === 'number') {
    const values = [unknown.estimate.low, unknown.estimate.likely, unknown.estimate.high].map((value) =>
      a === null ? compute(operator, value, known) : compute(operator, known, value),
    );
    const [low = 0, likely = 0, high = 0] = values;
    if (values.every((value) => Number.isFinite(value) && value >= 0))
      return new Unknown(
        'number',
        quantity(Math.min(low, likely, high), likely, Math.max(low, likely, high)),
        unknown.origin,
      );
  }
  return unknown instanceof Unknown && unknown.origin !== ''
    ? new Unknown('number', null, unknown.origin)
    : SOME_NUMBER;
};

/** Of two numbers neither of which is known, but how large they are: their sum, or what one leaves of the other. */
const ofEstimates = (operator: BinaryOperator, left: Value, right: Value): Unknown | null => {
  const a = estimateOf(left);
  const b = estimateOf(right);
  if (!a || !b) return null;
  if (operator === '+') return new Unknown('number', add(a, b));
  if (operator === '-' && a.high > b.low)
    return new Unknown('number', quantity(0, Math.min(a.likely, a.high - b.low) / 2, a.high - b.low));
  return null;
};

/** `n * n`: as many as there are pairs of a count that nobody knows, and not below nothing. */
const squareOf = (left: Value, right: Value): Unknown | null =>
  left instanceof Unknown &&
  right instanceof Unknown &&
  (left.type === 'number' || left.type === 'any') &&
  left.origin !== '' &&
  left.origin === right.origin &&
  left.estimate === null
    ? new Unknown('number', SQUARE, `${left.origin} * ${left.origin}`)
    : null;

const SQUARE = quantity(0, UNKNOWN_TRIPS.likely ** 2, UNKNOWN_TRIPS.high ** 2);

const estimateOf = (value: Value): Quantity | null =>
  value instanceof Unknown && value.type === 'number' ? value.estimate : null;

const compute = (operator: BinaryOperator, a: number, b: number): number => {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '>>>':
      return a >>> b;
    default:
      return Number.NaN;
  }
};
