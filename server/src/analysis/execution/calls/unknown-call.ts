import { type Message, say } from '@migration-tags/simulator';
import { packageNamedIn } from '../../../source/file-path.ts';
import { quantity } from '../../effects/quantity.ts';
import type { Site } from '../../program/code.ts';
import { named } from '../code-facts/naming.ts';
import { UNKNOWN_CALL } from '../costs/operation-costs.ts';
import { allocateUnknown, markEscaped } from '../heap/heap.ts';
import { intrinsicNamed } from '../intrinsics/index.ts';
import { forEachIndex } from '../loops/sampling.ts';
import type { Machine } from '../run/machine.ts';
import {
  ArrayThing,
  isCallable,
  SOME_STRING,
  UNKNOWN,
  Unknown,
  UnknownResult,
  type Value,
} from '../values/value.ts';
import { replayAny } from './call-memory.ts';
import { callValue } from './calls.ts';
import { callNative } from './native-call.ts';
import { arrayOfCount, askedLength } from './synthesis.ts';

/** How often a function nobody knows calls a function it is given. */
const CALLBACK_TRIPS = { low: 0, likely: 1, high: 100 } as const;

/** Methods only arrays have: an unknown receiver they are called on is taken for one, of unknown length. */
const ARRAY_ONLY: ReadonlySet<string> = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'map',
  'filter',
  'reduce',
  'reduceRight',
  'flatMap',
  'some',
  'every',
  'findIndex',
  'sort',
]);

/** Methods that all things have, and of strings and arrays alike those that ask where something is: their answer is a text, a number or a boolean. */
const TEXTS_WAY: ReadonlySet<string> = new Set(['toString', 'indexOf', 'lastIndexOf', 'includes']);

/** Methods only strings have: an unknown receiver they are called on is taken for one. */
const STRING_ONLY: ReadonlySet<string> = new Set([
  'charAt',
  'charCodeAt',
  'codePointAt',
  'endsWith',
  'localeCompare',
  'match',
  'matchAll',
  'padEnd',
  'padStart',
  'replace',
  'replaceAll',
  'split',
  'startsWith',
  'substr',
  'substring',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
]);

/** Whether what the method answers is most likely what it answers of a text. */
const isAsOfText = ({ realm }: Machine, { type }: Unknown, method: string): boolean =>
  (type === 'any' && STRING_ONLY.has(method)) ||
  (TEXTS_WAY.has(method) && !realm?.methodsNamed(method).length);

/** Stands in for an array that nobody knows. */
export const unknownArray = (machine: Machine, origin: string, site: Site): ArrayThing => {
  const count = askedLength(machine, named(origin, say`this array`));
  const array = machine.silently(() =>
    arrayOfCount(machine, site, count, new Unknown('any', null, `${origin}[…]`)),
  );
  array.layout = 'tagged';
  return array;
};

/** What is given a list and a function most likely calls it for each element; else once. */
const callBack = (machine: Machine, callback: Value, values: readonly Value[], site: Site): void => {
  const list = values.find((value) => value instanceof ArrayThing);
  if (!list) {
    machine.weighted(CALLBACK_TRIPS, () =>
      machine.eventLoop.asEvent(() =>
        callValue(machine, callback, undefined, [UNKNOWN, UNKNOWN, UNKNOWN], site),
      ),
    );
    return;
  }
  const { length, elements } = list;
  forEachIndex(machine, quantity(0, length, Math.max(length, CALLBACK_TRIPS.high)), (index) => {
    callValue(machine, callback, undefined, [elements.get(index), index, list], site);
    return true;
  });
};

/** An object that was lost sight of is most likely one of the program's own. What its method is given to call decides what that does. */
const chargeNamesakes = (
  machine: Machine,
  receiver: Value,
  method: string,
  values: readonly Value[],
): boolean =>
  receiver instanceof Unknown &&
  !values.some(isCallable) &&
  replayAny(machine, machine.realm?.methodsNamed(method) ?? []);

/** It may keep the function and call it for each event, as the frameworks of servers do. */
const mayCallLater = (values: readonly Value[]): boolean =>
  values.some(isCallable) && !values.some((value) => value instanceof ArrayThing);

const chargeUnknown = (machine: Machine, name: string, values: readonly Value[], site: Site): void => {
  machine.computeQuantity(UNKNOWN_CALL.nanoseconds);
  allocateUnknown(machine, UNKNOWN_CALL.youngBytes);
  if (name === '') return;
  const question = whatDoes(machine, name);
  machine.question(
    mayCallLater(values)
      ? say`${question} Should it keep the function that it is given, \`assume calls=200/s\` there says how often it calls it.`
      : question,
    site,
  );
};

const whatDoes = ({ packages }: Machine, name: string): Message => {
  for (const [specifier, reason] of packages) {
    if (name !== specifier && !name.startsWith(`${specifier}.`) && !name.startsWith(`${specifier}(`))
      continue;
    const from = packageNamedIn(specifier);
    return reason === 'not run'
      ? say`What does \`${name}(\u2026)\` do? The package \`${from}\` is not run: only small ones are that just compute.`
      : say`What does \`${name}(\u2026)\` do? No code of the package \`${from}\` is installed.`;
  }
  return say`What does \`${name}(\u2026)\` do? It is not in the source.`;
};

/** A call of something nobody knows: its callbacks run, its arguments escape, its cost is a guess; a question goes with it. */
export const callUnknown = (
  machine: Machine,
  target: Value,
  receiver: Value,
  values: readonly Value[],
  site: Site,
): Value => {
  const name = target instanceof Unknown ? target.origin : '';
  const method = name.slice(name.lastIndexOf('.') + 1);
  if (
    receiver instanceof Unknown &&
    receiver.type === 'any' &&
    ARRAY_ONLY.has(method) &&
    intrinsicNamed(`Array.prototype.${method}`) !== undefined
  ) {
    const array = unknownArray(machine, receiver.origin, site);
    return callNative(machine, `Array.prototype.${method}`, array, values, site, false);
  }
  if (receiver instanceof Unknown && isAsOfText(machine, receiver, method))
    return callNative(machine, `String.prototype.${method}`, SOME_STRING, values, site, false);
  machine.effects++;
  if (!chargeNamesakes(machine, receiver, method, values)) chargeUnknown(machine, name, values, site);
  for (const value of values) {
    markEscaped(machine, value);
    if (isCallable(value)) callBack(machine, value, values, site);
  }
  return new UnknownResult(name === '' ? '' : `${name}(…)`);
};
