import { add, largest, type Quantity, quantity, smallest } from '../../effects/quantity.ts';
import type { BinaryOperator } from '../../program/code.ts';
import { BYTES } from '../costs/operation-costs.ts';
import { allocate } from '../heap/heap.ts';
import type { Machine } from '../run/machine.ts';
import { Unknown, type Value } from '../values/value.ts';

/** A big integer whose value nobody knows, of so many digits of 64 bits. */
const ofDigits = (digits: Quantity): Unknown => new Unknown('bigint', digits);

/**
 * Digits of one of which nothing is known: a time stamp has one, cryptography's have 256 bits mostly, RSA's 2048 (NIST SP 800-57, table 2).
 */
const SOME_DIGITS = quantity(1, 4, 32);

const isBig = (value: Value): boolean =>
  typeof value === 'bigint' || (value instanceof Unknown && value.type === 'bigint');

/** Whether an operation on them makes a big integer: with numbers of the other kind it would throw. */
export const areBig = (left: Value, right: Value): boolean => isBig(left) || isBig(right);

/** Bits above which the values of big integers are no longer followed. */
const FOLLOWED_BITS = 1n << 4096n;

/** Of two big integers; each result is an object of its own. */
export const bigArithmetic = (
  machine: Machine,
  operator: BinaryOperator,
  left: Value,
  right: Value,
): bigint | Unknown => {
  machine.compute(nanosecondsOf(operator, digitsOf(left).likely, digitsOf(right).likely));
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const result = compute(operator, left, right);
    charge(machine, digitsIn(result));
    return result < FOLLOWED_BITS && result > -FOLLOWED_BITS ? result : ofDigits(quantity(digitsIn(result)));
  }
  const digits = digitsAfter(operator, left, right);
  charge(machine, digits.likely);
  return ofDigits(digits);
};

/** `-n` and `~n`: as long as `n` is. */
export const negated = (machine: Machine, value: Unknown): Unknown => {
  charge(machine, digitsOf(value).likely);
  return value;
};

/** V8 BigInt: a header and 8 B a digit. */
const charge = (machine: Machine, digits: number): void =>
  allocate(machine, BYTES.bigintHeader + 8 * Math.ceil(digits));

/**
 * Schoolbook: products and quotients take as much as the product of the lengths, the others as the longer one. Row "BigInt multiply 256-bit":
 * 650 ns an iteration of three operations.
 */
const nanosecondsOf = (operator: BinaryOperator, a: number, b: number): number => {
  switch (operator) {
    case '*':
      return 60 + 16 * a * b;
    case '/':
    case '%':
      return 60 + 4 * Math.max(1, a - b) * b;
    default:
      return 60 + 16 * Math.max(a, b);
  }
};

/** A part of a digit counts: the product of many small numbers grows by parts. */
const digitsIn = (value: bigint): number => (value < 0n ? -value : value).toString(16).length / 16;

const digitsOf = (value: Value): Quantity => {
  if (typeof value === 'bigint') return quantity(digitsIn(value));
  return value instanceof Unknown && value.type === 'bigint' && value.estimate ? value.estimate : SOME_DIGITS;
};

const digitsAfter = (operator: BinaryOperator, left: Value, right: Value): Quantity => {
  const [a, b] = [digitsOf(left), digitsOf(right)];
  switch (operator) {
    case '*':
      return add(a, b);
    case '%':
    case '&':
      return smallest(a, b);
    case '/':
      return quantity(1, Math.max(1, a.likely - b.likely + 1), a.high);
    case '<<':
    case '>>':
      return typeof right === 'bigint' ? shifted(a, operator === '<<' ? right : -right) : a;
    default:
      return largest(a, b);
  }
};

const shifted = ({ low, likely, high }: Quantity, bits: bigint): Quantity => {
  const more = Number(bits) / 64;
  return quantity(Math.max(1, low + more), Math.max(1, likely + more), Math.max(1, high + more));
};

const compute = (operator: BinaryOperator, a: bigint, b: bigint): bigint => {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? 0n : a / b;
    case '%':
      return b === 0n ? 0n : a % b;
    case '**':
      return b >= 0n && b < 4096n ? a ** b : 0n;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return b < 8192n ? a << b : 0n;
    case '>>':
      return a >> b;
    default:
      return 0n;
  }
};
