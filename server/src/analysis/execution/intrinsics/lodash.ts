import { type Quantity, quantity } from '../../effects/quantity.ts';
import { callValue } from '../calls/calls.ts';
import { callNative, gathering } from '../calls/native-call.ts';
import { UNKNOWN_LENGTH } from '../calls/synthesis.ts';
import { callUnknown, unknownArray } from '../calls/unknown-call.ts';
import { markEscaped } from '../heap/heap.ts';
import { forEachIndex } from '../loops/sampling.ts';
import { ArrayThing, isCallable, Thing, Unknown, type Value } from '../values/value.ts';
import { sampledResult } from './array-construction.ts';
import type { Intrinsic } from './index.ts';

const PACKAGES = /^(?:lodash|lodash-es|underscore)$/;
const SINGLE_FUNCTION = /^(?:lodash(?:-es)?\/|lodash\.)(\w+)(?:\.js)?$/;

/** How `specifier` names lodash here, or one of its functions; `null`: it names something else. */
export const lodashNamed = (specifier: string): string | null => {
  if (PACKAGES.test(specifier)) return 'lodash';
  const name = SINGLE_FUNCTION.exec(specifier)?.[1];
  return name !== undefined && FUNCTIONS.has(`lodash.${name}`) ? `lodash.${name}` : null;
};

/** A function of lists is the language's own method, called on the first argument; of an object, on its values. */
const methodOfList =
  (method: string): Intrinsic =>
  ({ machine, values, site }) => {
    const [given, callback, ...rest] = values;
    // A name stands for what reads the property, an object for what compares with it.
    if (VISITS.has(method) && !isCallable(callback))
      return callUnknown(machine, new Unknown('any', null, `lodash.${method}`), undefined, values, site);
    const list =
      given instanceof ArrayThing
        ? given
        : given instanceof Thing
          ? callNative(machine, 'Object.values', undefined, [given], site, false)
          : unknownArray(machine, given instanceof Unknown ? given.origin : '', site);
    const passed = callback === undefined ? [] : [callback, ...rest];
    // Not inlined, as the language's own would be.
    for (const value of passed) markEscaped(machine, value);
    return callNative(machine, `Array.prototype.${method}`, list, passed, site, false);
  };

const functionOf =
  (symbol: string): Intrinsic =>
  ({ machine, values, site }) =>
    callNative(machine, symbol, undefined, values, site, false);

/** `times(n, f)`: the list of what `f` returns for the numbers below `n`. */
const times: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const [given, callback] = values;
  const count = countOf(given);
  const computed = new Map<number, Value>();
  const gathered = gathering(call, () => computed.values());
  machine.roots.keeping(gathered, () =>
    forEachIndex(machine, count, (index) => {
      computed.set(index, callValue(machine, callback, undefined, [index], site));
      gathered.note();
      return true;
    }),
  );
  return sampledResult(call, computed, Math.round(count.likely));
};

const countOf = (count: Value): Quantity => {
  if (typeof count === 'number') return quantity(Math.max(0, Math.floor(count)));
  return (count instanceof Unknown ? count.estimate : null) ?? UNKNOWN_LENGTH;
};

/** Methods that call what they are given for the elements. */
const VISITS: ReadonlySet<string> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
]);

const PLAIN_METHODS = ['concat', 'fill', 'flat', 'includes', 'indexOf', 'join', 'reverse', 'slice'];

/** Other names of the same. */
const ALIASES: readonly (readonly [name: string, method: string])[] = [
  ['each', 'forEach'],
  ['flatten', 'flat'],
];

const ROUNDINGS = ['ceil', 'floor', 'round'];

export const LODASH_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ...[...VISITS, ...PLAIN_METHODS].map((name): readonly [string, Intrinsic] => [
    `lodash.${name}`,
    methodOfList(name),
  ]),
  ...ALIASES.map(([name, method]): readonly [string, Intrinsic] => [`lodash.${name}`, methodOfList(method)]),
  ...ROUNDINGS.map((name): readonly [string, Intrinsic] => [`lodash.${name}`, functionOf(`Math.${name}`)]),
  ['lodash.times', times],
];

const FUNCTIONS: ReadonlySet<string> = new Set(LODASH_INTRINSICS.map(([symbol]) => symbol));
