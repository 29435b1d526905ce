import { quantity } from '../../effects/quantity.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { BYTES } from '../costs/operation-costs.ts';
import { allocate, isDouble } from '../heap/heap.ts';
import { numberInText } from '../language/arithmetic.ts';
import { cacheNumberText, textLength, textOf } from '../language/operators.ts';
import {
  ArrayThing,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  stringOfLength,
  Thing,
  Unknown,
  type Value,
} from '../values/value.ts';
import type { Intrinsic } from './index.ts';

const numberOf = (value: Value): number | null => {
  if (value instanceof Unknown || typeof value === 'bigint') return null;
  if (value instanceof Thing) return value instanceof ArrayThing ? Number(textOf(value)) : Number.NaN;
  return Number(value);
};

/** A function of numbers that the host computes when all of them are known. */
const numeric =
  (compute: (...values: number[]) => number): Intrinsic =>
  ({ values }) => {
    const numbers: number[] = [];
    for (const value of values) {
      const number = numberOf(value);
      if (number === null) return SOME_NUMBER;
      numbers.push(number);
    }
    return compute(...numbers);
  };

const MATH_FUNCTIONS = [
  'abs',
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cbrt',
  'ceil',
  'clz32',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'floor',
  'fround',
  'hypot',
  'imul',
  'log',
  'log10',
  'log1p',
  'log2',
  'max',
  'min',
  'pow',
  'round',
  'sign',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
  'trunc',
] as const;

/** A fixed sequence in the place of `Math.random`, so that the same source gives the same answer. */
const random: Intrinsic = ({ machine }) => {
  const next = (Math.imul(machine.randomState, 1664525) + 1013904223) >>> 0;
  machine.randomState = next;
  return next / 2 ** 32;
};

const parse =
  (compute: (text: string, radix: number) => number): Intrinsic =>
  ({ values: [value, radix] }) => {
    const text = textOf(value);
    return text === null ? numberInText(value) : compute(text, typeof radix === 'number' ? radix : 10);
  };

/** `usually`: what it says of a number that nobody knows; `null`: either. */
const test =
  (compute: (value: unknown) => boolean, usually: boolean | null = null): Intrinsic =>
  ({ values: [value] }) => {
    if (!(value instanceof Unknown)) return compute(value instanceof Thing ? Number.NaN : value);
    // Arithmetic that yields NaN or infinity is taken as the exception, as what throws is.
    return value.type === 'number' && usually !== null ? usually : SOME_BOOLEAN;
  };

const toText: Intrinsic = ({ machine, receiver, values: [radix] }) => {
  if (typeof receiver !== 'number' && typeof receiver !== 'bigint' && typeof receiver !== 'boolean')
    return receiver instanceof Unknown && receiver.type === 'number' && radix === undefined
      ? stringOfLength(textLength(receiver))
      : SOME_STRING;
  if (typeof receiver === 'number' && isDouble(receiver)) allocate(machine, BYTES.box);
  if (typeof receiver === 'number' && radix === undefined) cacheNumberText(machine, receiver);
  return typeof receiver === 'boolean'
    ? String(receiver)
    : receiver.toString(typeof radix === 'number' && radix >= 2 && radix <= 36 ? radix : 10);
};

const fixed: Intrinsic = ({ receiver, values: [digits] }) =>
  typeof receiver === 'number'
    ? receiver.toFixed(typeof digits === 'number' ? Math.min(100, Math.max(0, digits)) : 0)
    : new Unknown('string', quantity(1, 8, 25));

const toNumber: Intrinsic = ({ values }: NativeCall) => {
  if (values.length === 0) return 0;
  const [value] = values;
  if (typeof value === 'bigint') return Number(value);
  return numberOf(value) ?? numberInText(value);
};

const toBigInt: Intrinsic = ({ values: [value] }) => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^(?:\d+|0x[\da-f]+)$/i.test(value)) return BigInt(value);
  return new Unknown('bigint');
};

export const NUMBER_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ...MATH_FUNCTIONS.map((name): readonly [string, Intrinsic] => [`Math.${name}`, numeric(Math[name])]),
  ['Math.random', random],
  ['parseInt', parse((text, radix) => Number.parseInt(text, radix))],
  ['parseFloat', parse((text) => Number.parseFloat(text))],
  ['Number.parseInt', parse((text, radix) => Number.parseInt(text, radix))],
  ['Number.parseFloat', parse((text) => Number.parseFloat(text))],
  ['isNaN', test((value) => Number.isNaN(Number(value)), false)],
  ['isFinite', test((value) => Number.isFinite(Number(value)), true)],
  ['Number.isNaN', test(Number.isNaN, false)],
  ['Number.isFinite', test(Number.isFinite, true)],
  ['Number.isInteger', test(Number.isInteger)],
  ['Number.isSafeInteger', test(Number.isSafeInteger)],
  ['Number', toNumber],
  ['BigInt', toBigInt],
  [
    'Boolean',
    ({ values: [value] }) =>
      value instanceof Unknown ? SOME_BOOLEAN : value instanceof Thing || Boolean(value),
  ],
  ['Number.prototype.toString', toText],
  ['BigInt.prototype.toString', toText],
  ['Boolean.prototype.toString', toText],
  ['Number.prototype.toFixed', fixed],
];
