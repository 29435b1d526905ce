import { type Quantity, quantity } from '../../effects/quantity.ts';
import type { BinaryOperator } from '../../program/code.ts';
import { BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { allocate, markEscaped, noteCached } from '../heap/heap.ts';
import { NumberTexts } from '../heap/number-texts.ts';
import type { Machine } from '../run/machine.ts';
import { sampleOf, textLike } from '../values/sampled-text.ts';
import {
  ArrayThing,
  FunctionThing,
  isCallable,
  LibraryThing,
  NativeThing,
  SOME_BOOLEAN,
  SOME_NUMBER,
  Thing,
  Unknown,
  type Value,
} from '../values/value.ts';
import { arithmetic, numberInText, numberOf } from './arithmetic.ts';
import { negated } from './big-integers.ts';
import { hasProperty } from './properties.ts';

/** Whether a condition holds; `null`: not known. */
export const truth = (value: Value): boolean | null => {
  if (value instanceof Thing) return true;
  if (value instanceof Unknown) {
    if (value.estimate && value.estimate.low > 0) return true;
    return null;
  }
  return Boolean(value);
};

export const typeName = (value: Value): string | null => {
  if (value instanceof Unknown) return value.type === 'any' ? null : value.type;
  if (value instanceof Thing)
    return isCallable(value) ||
      (value instanceof LibraryThing &&
        !value.instance &&
        /^[A-Z]/.test(value.symbol) &&
        value.symbol !== 'Math' &&
        value.symbol !== 'JSON')
      ? 'function'
      : 'object';
  return typeof value;
};

/** The text JavaScript makes of a value; `null`: not known. */
export const textOf = (value: Value): string | null => {
  if (value instanceof Unknown) return null;
  if (value instanceof ArrayThing) {
    if (value.elements.sampled || value.length > 10_000) return null;
    const parts = value.elements
      .kept(value.length)
      .map((element) => (element === null || element === undefined ? '' : textOf(element)));
    return parts.includes(null) ? null : parts.join(',');
  }
  if (value instanceof FunctionThing || value instanceof NativeThing) return 'function () {}';
  if (value instanceof Thing) return '[object Object]';
  return String(value);
};

/** How long that text is. */
export const textLength = (value: Value): { low: number; likely: number; high: number } => {
  const text = textOf(value);
  if (text !== null) return quantity(text.length);
  if (value instanceof Unknown) {
    if (value.type === 'string') return value.estimate ?? quantity(1, 20, 1000);
    if (value.type === 'number') return value.estimate ? digitsOf(value.estimate) : quantity(1, 5, 18);
  }
  return quantity(1, 20, 1000);
};

/** Of a count or size. */
const digitsOf = ({ low, likely, high }: Quantity): Quantity =>
  quantity(digitsIn(low), digitsIn(likely), digitsIn(high));

const digitsIn = (count: number): number => 1 + Math.floor(Math.log10(Math.max(1, Math.abs(count))));

/** Texts longer than this are kept by length only. */
const LONGEST_TEXT = 1 << 22;

export const chargeNumberText = (machine: Machine, value: Value): void => {
  machine.compute(
    typeof value === 'number' && !Number.isInteger(value)
      ? NANOSECONDS.fractionToText
      : NANOSECONDS.numberToText,
  );
  cacheNumberText(machine, value);
};

/** V8's number-string cache keeps a number's text alive until another number takes its place. */
export const cacheNumberText = (machine: Machine, value: Value): void => {
  const { node, weight } = machine;
  node.numberTexts ??= new NumberTexts();
  const added = node.numberTexts.note(typeof value === 'number' ? value : null, weight.likely);
  if (added > 0) noteCached(machine, (BYTES.numberText * added) / weight.likely);
};

export const concatenate = (machine: Machine, left: Value, right: Value): Value => {
  machine.compute(NANOSECONDS.concatenation);
  allocate(machine, BYTES.concatenation);
  if (typeof left === 'number') chargeNumberText(machine, left);
  if (typeof right === 'number') chargeNumberText(machine, right);
  const a = textOf(left);
  const b = textOf(right);
  machine.texts.noteRope(textLength(left).likely + textLength(right).likely, left, right, ++machine.births);
  if (a !== null && b !== null && a.length + b.length <= LONGEST_TEXT) return a + b;
  const lengthA = textLength(left);
  const lengthB = textLength(right);
  return textLike(
    quantity(lengthA.low + lengthB.low, lengthA.likely + lengthB.likely, lengthA.high + lengthB.high),
    longerSample(left, right),
  );
};

/** How the longer of two texts goes on, as far as that is known of one of them. */
const longerSample = (left: Value, right: Value): string => {
  const [ofLeft, ofRight] = [sampleOf(left), sampleOf(right)];
  return ofRight.length > ofLeft.length ? ofRight : ofLeft;
};

export const isText = (value: Value): boolean =>
  typeof value === 'string' || (value instanceof Unknown && value.type === 'string');

export const binary = (machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value => {
  switch (operator) {
    case '+':
      if (isText(left) || isText(right)) return concatenate(machine, left, right);
      return arithmetic(machine, operator, left, right);
    case '-':
    case '*':
    case '/':
    case '%':
    case '**':
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
    case '>>>':
      return arithmetic(machine, operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      machine.compute(NANOSECONDS.comparison);
      return relation(operator, left, right);
    case '==':
    case '===':
      machine.compute(NANOSECONDS.comparison);
      return equality(operator, left, right);
    case '!=':
    case '!==': {
      machine.compute(NANOSECONDS.comparison);
      const same = equality(operator === '!=' ? '==' : '===', left, right);
      return typeof same === 'boolean' ? !same : same;
    }
    case 'in':
      machine.compute(NANOSECONDS.fieldAccess);
      return hasProperty(right, left);
    case 'instanceof':
      machine.compute(NANOSECONDS.fieldAccess);
      return instanceOf(left, right);
  }
};

const relation = (operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): Value => {
  const bounds = boundsRelation(operator, left, right);
  if (bounds !== null) return bounds;
  if (left instanceof Unknown || right instanceof Unknown || left instanceof Thing || right instanceof Thing)
    return SOME_BOOLEAN;
  const a = left ?? Number.NaN;
  const b = right ?? Number.NaN;
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
};

/** Decides where the ranges of two numbers do not overlap. */
const boundsRelation = (operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean | null => {
  if (!(left instanceof Unknown) && !(right instanceof Unknown)) return null;
  const a = rangeOf(left);
  const b = rangeOf(right);
  if (!a || !b) return null;
  const less = a.high < b.low;
  const greater = a.low > b.high;
  if (!less && !greater) return null;
  return operator.startsWith('<') ? less : greater;
};

const rangeOf = (value: Value): { low: number; high: number } | null =>
  typeof value === 'number'
    ? { low: value, high: value }
    : value instanceof Unknown && value.type === 'number'
      ? value.estimate
      : null;

const equality = (operator: '==' | '===', left: Value, right: Value): Value => {
  if (left instanceof Unknown || right instanceof Unknown) {
    const a = typeName(left);
    const b = typeName(right);
    // A value whose type is known is not `null` or `undefined`, nor a value of another type.
    if (operator === '===' && a !== null && b !== null && a !== b) return false;
    return SOME_BOOLEAN;
  }
  if (left instanceof Thing || right instanceof Thing) return left === right;
  // biome-ignore lint/suspicious/noDoubleEquals: this is the program's own `==`.
  return operator === '===' ? left === right : left == right;
};

const instanceOf = (left: Value, right: Value): Value => {
  if (left instanceof Unknown || right instanceof Unknown) return SOME_BOOLEAN;
  if (!(left instanceof Thing) || !(right instanceof Thing)) return false;
  if (right instanceof LibraryThing || right instanceof NativeThing) {
    for (let holder: Thing | null = left; holder; holder = holder.prototype)
      if (
        holder instanceof LibraryThing &&
        (holder.symbol === right.symbol || holder.symbol === `${right.symbol}.prototype`)
      )
        return true;
    return false;
  }
  const prototype = right.fields.get('prototype');
  for (let holder: Thing | null = left.prototype; holder; holder = holder.prototype)
    if (holder === prototype) return true;
  return false;
};

export const unary = (machine: Machine, operator: '-' | '+' | '!' | '~', value: Value): Value => {
  machine.compute(NANOSECONDS.arithmetic);
  if (operator === '!') {
    const known = truth(value);
    return known === null ? SOME_BOOLEAN : !known;
  }
  if (typeof value === 'bigint') return operator === '-' ? -value : operator === '~' ? ~value : value;
  if (value instanceof Unknown && value.type === 'bigint') return negated(machine, value);
  const number = numberOf(value);
  if (number === null) {
    if (value instanceof Thing) markEscaped(machine, value);
    return operator === '+' ? numberInText(value) : SOME_NUMBER;
  }
  return operator === '-' ? -number : operator === '~' ? ~number : number;
};
