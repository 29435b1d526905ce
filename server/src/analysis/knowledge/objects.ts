import { add, type Quantity, quantity, scale } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  argument,
  array,
  BOOLEAN,
  calls,
  each,
  instance,
  outcome,
  takes,
  text,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, charactersOf, graphBytesOf, lengthOf, objectsOf } from './sizes.ts';

/** Own keys of an object that nobody described. */
const keysOf = (call: KnownCall): Quantity => argumentOf(call, 0).length ?? quantity(1, 5, 100);

const KEYED = 'estimate: an array of 8 B a key; enum caches hold the keys themselves';

const firstArgument = { kind: 'same', as: argument(0) } as const;

/** Functions that change an object's shape or attributes and return it. */
const reshapes: KnownRow = {
  source: 'estimate: a map transition, or a dictionary of 24 B a property',
  does: (call) => outcome(firstArgument, takes(100), takes(20, keysOf(call))),
};

const questions: KnownRow = { source: 'estimate: a look-up', does: () => outcome(BOOLEAN, takes(20)) };

/** Characters of the JSON form: row "JSON.stringify 130 KB", 2,000 objects and 4,000 strings and numbers. */
const jsonCharacters = (call: KnownCall): Quantity => {
  const value = argumentOf(call, 0);
  if (value.kind === 'string') return add(charactersOf(value), quantity(2));
  if (value.kind === 'number') return quantity(1, 6, 20);
  return scale(graphBytesOf(value), 0.4);
};

const errorRow: KnownRow = {
  source:
    'a JSError with a captured stack of 10 frames; row "try and catch of an error" of durations-micro.csv: 7.3 µs',
  does: () => outcome(instance('Error'), allocates(quantity(400, 1000, 3000), 'result'), takes(6500)),
};

const applied = (functionIndex: 'receiver', passed: number): KnownRow => ({
  source: `estimate: a call, arguments from ${passed}; the ${functionIndex} is called by the executor`,
  does: () => outcome(UNKNOWN, takes(5)),
});

export const objects: KnownTable = {
  'Object.keys': {
    source: KEYED,
    does: (call) =>
      outcome(
        array(keysOf(call), text(quantity(1, 6, 20))),
        allocates(add(quantity(48), each(keysOf(call), 8)), 'result'),
        takes(30),
        takes(5, keysOf(call)),
      ),
  },
  'Object.getOwnPropertyNames': {
    source: KEYED,
    does: (call) =>
      outcome(
        array(keysOf(call), text(quantity(1, 6, 20))),
        allocates(add(quantity(48), each(keysOf(call), 8)), 'result'),
        takes(60),
        takes(10, keysOf(call)),
      ),
  },
  'Object.values': {
    source: KEYED,
    does: (call) =>
      outcome(
        array(keysOf(call)),
        allocates(add(quantity(48), each(keysOf(call), 8)), 'result'),
        takes(30),
        takes(6, keysOf(call)),
      ),
  },
  'Object.entries': {
    source: 'an array of pairs of 64 B; row "Object.entries of 5 keys" of durations-micro.csv: 587 ns',
    does: (call) =>
      outcome(
        array(keysOf(call), array(quantity(2))),
        allocates(add(quantity(48), each(keysOf(call), 8)), 'result'),
        allocatesMany(each(keysOf(call), 64), 'result'),
        takes(60),
        takes(85, keysOf(call)),
      ),
  },
  ...family(
    'Object.',
    ['freeze', 'seal', 'preventExtensions', 'defineProperty', 'defineProperties', 'setPrototypeOf'],
    reshapes,
  ),
  ...family('Object.', ['is', 'hasOwn', 'isFrozen', 'isSealed', 'isExtensible'], questions),
  ...family('Object.prototype.', ['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'], questions),
  ...family('Object.', ['getPrototypeOf', 'getOwnPropertyDescriptor', 'getOwnPropertySymbols'], {
    source: 'estimate: a descriptor object of 56 B at most',
    does: () => outcome(UNKNOWN, allocates(quantity(0, 28, 56), 'result'), takes(60)),
  }),
  'Object.groupBy': {
    source: 'estimate: an array a group, a push an element',
    does: (call) =>
      outcome(
        { kind: 'object', fields: {} },
        calls(1, lengthOf(argumentOf(call, 0)), UNKNOWN),
        allocatesMany(each(lengthOf(argumentOf(call, 0)), 35), 'result'),
        takes(40, lengthOf(argumentOf(call, 0))),
      ),
  },
  ...family('Object.prototype.', ['toString', 'valueOf'], {
    source: 'estimate: a constant string for plain objects',
    does: () => outcome(text(quantity(15)), takes(30)),
  }),
  ...family(
    'Reflect.',
    ['get', 'has', 'getPrototypeOf', 'set', 'deleteProperty', 'defineProperty'],
    questions,
  ),
  'Reflect.ownKeys': {
    source: KEYED,
    does: (call) =>
      outcome(array(keysOf(call)), allocates(add(quantity(48), each(keysOf(call), 8)), 'result'), takes(80)),
  },
  Proxy: {
    source: 'estimate: 3 words',
    does: () => outcome(UNKNOWN, allocates(quantity(24), 'result'), takes(40)),
  },
  ...family('Function.prototype.', ['call', 'apply'], applied('receiver', 1)),
  'Function.prototype.bind': {
    source: 'estimate: a JSBoundFunction of 5 words and its arguments',
    does: () => outcome(UNKNOWN, allocates(quantity(40, 64, 120), 'result'), takes(30)),
  },
  'JSON.parse': {
    source: 'row "JSON.parse 130 KB": 2.5 B and 15 ns a byte of input',
    does: (call) => {
      const characters = charactersOf(argumentOf(call, 0));
      return outcome(UNKNOWN, allocatesMany(each(characters, 2.5), 'result'), takes(15, characters));
    },
  },
  'JSON.stringify': {
    source: 'row "JSON.stringify 130 KB": 1.3 B and 10 ns a byte of output',
    does: (call) => {
      const characters = jsonCharacters(call);
      return outcome(
        text(characters),
        allocates(characters, 'result'),
        allocates(each(characters, 0.3), 'temporary'),
        takes(10, characters),
      );
    },
  },
  structuredClone: {
    source:
      'row "structuredClone 2000 objs": 340 B and 1,900 ns an object, serialised outside the heap in between',
    does: (call) => {
      const value = argumentOf(call, 0);
      /** The measured objects are five each: the object, an array, three strings. */
      const groups = scale(objectsOf(value), 0.3);
      return outcome(
        { kind: 'same', as: argument(0) },
        allocatesMany(each(groups, 340), 'result'),
        takes(1900, groups),
      );
    },
  },
  ...family(
    '',
    [
      'Error',
      'TypeError',
      'RangeError',
      'SyntaxError',
      'ReferenceError',
      'EvalError',
      'URIError',
      'AggregateError',
    ],
    errorRow,
  ),
  'Error.captureStackTrace': {
    source: errorRow.source,
    does: () => outcome(UNDEFINED, allocates(quantity(300, 800, 2500), 'retained'), takes(2000)),
  },
};
