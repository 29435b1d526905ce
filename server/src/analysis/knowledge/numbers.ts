import { quantity } from '../effects/quantity.ts';
import {
  allocates,
  BOOLEAN,
  INTEGER,
  instance,
  NUMBER,
  outcome,
  takes,
  text,
  UNDEFINED,
} from './effect-builders.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, charactersOf, numberOf } from './sizes.ts';

const inlined = (integer: boolean): KnownRow => ({
  source: 'row "numeric loop (int, Math.imul)": inlined, nothing allocated',
  does: () => outcome(integer ? INTEGER : NUMBER, takes(0.7)),
});

const transcendental: KnownRow = {
  source:
    'rows "Math.cos", "Math.log", "Math.atan2" of durations-micro.csv: 9 to 13 ns, the result stays unboxed',
  does: () => outcome(NUMBER, takes(10)),
};

/** Of angles that are turned back into the first circle by many digits of pi. */
const LARGE_ANGLE = 1e6;

/** `Math.sin` and its like: V8 `ieee754::sin`, which reduces large angles by `rem_pio2`. */
const ofAngle: KnownRow = {
  source: 'rows "Math.sin, small" and "Math.sin, large" of durations-micro.csv: 6 and 95 ns',
  does: (call) => {
    const angle = argumentOf(call, 0).number?.likely ?? 0;
    return outcome(NUMBER, takes(Math.abs(angle) > LARGE_ANGLE ? 95 : 10));
  },
};

const power: KnownRow = {
  source: 'row "Math.pow, fractions" of durations-micro.csv: 51 ns; squares are multiplied',
  does: (call) => outcome(NUMBER, takes(argumentOf(call, 1).number?.likely === 2 ? 1 : 50)),
};

const hypotenuse: KnownRow = {
  source: 'row "Math.hypot" of durations-micro.csv: 35 ns',
  does: () => outcome(NUMBER, takes(34)),
};

const predicate: KnownRow = {
  source: 'estimate: inlined comparison',
  does: () => outcome(BOOLEAN, takes(1)),
};

/** Digits are cached by number (V8 number-string cache); a fresh string has a 16 B header and 8 B of digits. */
const numberToText: KnownRow = {
  source: 'row "string: template + number toString": 38 B and 42 ns with the surrounding template',
  does: () => outcome(text(quantity(1, 6, 20)), allocates(quantity(16, 24, 40), 'result'), takes(25)),
};

const formatted: KnownRow = {
  source: 'row "toFixed(2)" of durations-micro.csv: 185 ns',
  does: () => outcome(text(quantity(1, 6, 20)), allocates(quantity(16, 24, 40), 'result'), takes(170)),
};

const parsing: KnownRow = {
  source: 'row "parseInt of a text" of durations-micro.csv: 8 ns for 4 characters',
  does: (call) => outcome(NUMBER, takes(5), takes(1, charactersOf(argumentOf(call, 0)))),
};

const clock: KnownRow = {
  source: 'row "Date.now / performance.now loop": 16 B (a boxed double) and 75 ns',
  does: () => outcome(NUMBER, allocates(quantity(16), 'temporary'), takes(75)),
};

const dateInstance: KnownRow = {
  source: 'estimate: V8 JSDate, 12 words',
  does: () => outcome(instance('Date'), allocates(quantity(96), 'result'), takes(100)),
};

const dateField: KnownRow = {
  source: 'estimate: cached fields of the date',
  does: () => outcome(INTEGER, takes(8)),
};

const dateText: KnownRow = {
  source: 'estimate: 24 characters, formatted by the runtime',
  does: () => outcome(text(quantity(24)), allocates(quantity(40, 120, 400), 'result'), takes(600)),
};

/** A Math function of which the value is known when its argument is: keeps sizes exact through `Math.floor(n / 2)`. */
const rounding = (round: (value: number) => number): KnownRow => ({
  source: inlined(true).source,
  does: (call) => {
    const given = argumentOf(call, 0).number;
    const value = given === null ? null : quantity(round(given.low), round(given.likely), round(given.high));
    return outcome({ kind: 'number', value, integer: true }, takes(0.7));
  },
});

const extreme = (pick: (...values: number[]) => number): KnownRow => ({
  source: inlined(true).source,
  does: (call) => {
    const given = call.arguments.map(({ number }) => number);
    const known = given.flatMap((number) => (number === null ? [] : [number]));
    const value =
      known.length < given.length || known.length === 0
        ? null
        : quantity(
            pick(...known.map(({ low }) => low)),
            pick(...known.map(({ likely }) => likely)),
            pick(...known.map(({ high }) => high)),
          );
    return outcome({ kind: 'number', value, integer: false }, takes(0.7));
  },
});

export const numbers: KnownTable = {
  ...family('Math.', ['imul', 'clz32', 'sign'], inlined(true)),
  ...family('Math.', ['fround', 'sqrt'], inlined(false)),
  'Math.hypot': hypotenuse,
  ...family('Math.', ['asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh'], transcendental),
  ...family('Math.', ['sin', 'cos', 'tan'], ofAngle),
  'Math.pow': power,
  ...family('Math.', ['exp', 'expm1', 'log', 'log2', 'log10', 'log1p', 'cbrt'], transcendental),
  ...family('Math.', ['asinh', 'acosh', 'atanh'], transcendental),
  'Math.random': {
    source:
      'row "Math.random" of durations-micro.csv: 13 ns; a builtin that is never inlined and boxes its result, 16 B a call in V8’s heap profile',
    does: () => outcome(NUMBER, allocates(quantity(16), 'temporary'), takes(10)),
  },
  'Math.floor': rounding(Math.floor),
  'Math.ceil': rounding(Math.ceil),
  'Math.round': rounding(Math.round),
  'Math.trunc': rounding(Math.trunc),
  'Math.abs': rounding(Math.abs),
  'Math.min': extreme(Math.min),
  'Math.max': extreme(Math.max),
  ...family('Number.', ['isInteger', 'isFinite', 'isNaN', 'isSafeInteger'], predicate),
  isNaN: predicate,
  isFinite: predicate,
  Number: {
    source: 'row "Number of a text" of durations-micro.csv: 92 ns; inlined for numbers',
    does: (call) => {
      const { number, kind } = argumentOf(call, 0);
      return outcome({ kind: 'number', value: number, integer: false }, takes(kind === 'string' ? 85 : 3));
    },
  },
  Boolean: predicate,
  parseInt: parsing,
  parseFloat: parsing,
  'Number.parseInt': parsing,
  'Number.parseFloat': parsing,
  'Number.prototype.toString': numberToText,
  ...family('Number.prototype.', ['toFixed', 'toPrecision', 'toExponential'], formatted),
  'Number.prototype.toLocaleString': {
    source: 'estimate: formatting by ICU, microseconds',
    does: () => outcome(text(quantity(1, 8, 25)), allocates(quantity(100, 300, 1000), 'result'), takes(1500)),
  },
  'Number.prototype.valueOf': inlined(false),
  BigInt: {
    source: 'row "BigInt multiply 256-bit": digits of 8 B behind a 16 B header',
    does: (call) =>
      outcome(
        { kind: 'bigint' },
        allocates(quantity(24, 24, 64), 'result'),
        takes(40),
        takes(1, charactersOf(argumentOf(call, 0))),
      ),
  },
  ...family('BigInt.', ['asIntN', 'asUintN'], {
    source: 'estimate: copies the digits',
    does: () => outcome({ kind: 'bigint' }, allocates(quantity(24, 24, 64), 'result'), takes(30)),
  }),
  'BigInt.prototype.toString': numberToText,
  Date: dateInstance,
  'Date.now': clock,
  'Date.parse': parsing,
  'Date.UTC': clock,
  ...family(
    'Date.prototype.',
    [
      'getTime',
      'valueOf',
      'getFullYear',
      'getMonth',
      'getDate',
      'getDay',
      'getHours',
      'getMinutes',
      'getSeconds',
      'getMilliseconds',
    ],
    dateField,
  ),
  ...family(
    'Date.prototype.',
    [
      'toISOString',
      'toString',
      'toJSON',
      'toDateString',
      'toTimeString',
      'toUTCString',
      'toLocaleString',
      'toLocaleDateString',
      'toLocaleTimeString',
    ],
    dateText,
  ),
  ...family(
    'Date.prototype.',
    [
      'setTime',
      'setDate',
      'setHours',
      'setMinutes',
      'setSeconds',
      'setMilliseconds',
      'setMonth',
      'setFullYear',
    ],
    {
      source: 'estimate: the time value is a boxed double',
      does: () => outcome(NUMBER, allocates(quantity(16), 'temporary'), takes(60)),
    },
  ),
  'performance.now': clock,
  'performance.mark': {
    source: 'estimate: a PerformanceMark and its place in the timeline',
    does: () =>
      outcome(instance('PerformanceMark'), allocates(quantity(200, 400, 800), 'retained'), takes(2000)),
  },
  'performance.measure': {
    source: 'estimate: as performance.mark',
    does: () =>
      outcome(instance('PerformanceMeasure'), allocates(quantity(200, 500, 800), 'retained'), takes(2500)),
  },
  'process.hrtime': {
    source: 'estimate: an array of two numbers',
    does: () =>
      outcome(
        { kind: 'array', length: quantity(2), element: INTEGER },
        allocates(quantity(64), 'result'),
        takes(90),
      ),
  },
  'process.hrtime.bigint': {
    source: 'estimate: a BigInt of one digit',
    does: () => outcome({ kind: 'bigint' }, allocates(quantity(24), 'result'), takes(90)),
  },
  'crypto.randomInt': {
    source: 'estimate: a share of a cached block of random bytes',
    does: (call) =>
      outcome(
        { kind: 'number', value: numberOf(argumentOf(call, 1), quantity(0, 100, 1e6)), integer: true },
        takes(100),
      ),
  },
  'Intl.NumberFormat': {
    source: 'estimate: an ICU formatter outside the heap',
    does: () =>
      outcome(instance('NumberFormat'), allocates(quantity(200, 400, 2000), 'result'), takes(20_000)),
  },
  'NumberFormat.prototype.format': {
    source: 'estimate: formatting by ICU',
    does: () => outcome(text(quantity(1, 8, 25)), allocates(quantity(40, 100, 400), 'result'), takes(800)),
  },
  'DateTimeFormat.prototype.format': {
    source: 'estimate: formatting by ICU',
    does: () => outcome(text(quantity(8, 20, 60)), allocates(quantity(40, 120, 400), 'result'), takes(1200)),
  },
  gc: { source: 'estimate: a full collection of a small heap', does: () => outcome(UNDEFINED, takes(3e6)) },
};
