import { quantity } from '../../effects/quantity.ts';
import { arrayOf, newArray, pop, push, setElement } from '../arrays.ts';
import { callValue } from '../calls.ts';
import { keepReachable, markEscaped, recordWrite } from '../heap.ts';
import { iterate, traverse } from '../iteration.ts';
import { listResult, type NativeCall } from '../native-call.ts';
import { BYTES } from '../operation-costs.ts';
import { binary, textOf, truth } from '../operators.ts';
import { getProperty } from '../properties.ts';
import { forEachIndex } from '../sampling.ts';
import {
  ArrayThing,
  isCallable,
  SOME_BOOLEAN,
  SOME_NUMBER,
  stringOfLength,
  Thing,
  UNKNOWN,
  Unknown,
  type Value,
} from '../value.ts';
import type { Intrinsic } from './index.ts';

/** The receiver as an array; array-likes and unknown values are copied into one. */
const receiverOf = (call: NativeCall): ArrayThing => {
  const { machine, receiver, site } = call;
  if (receiver instanceof ArrayThing) return receiver;
  return machine.silently(() =>
    collect(call, receiver instanceof Thing || typeof receiver === 'string' ? receiver : undefined, site),
  );
};

const collect = (call: NativeCall, from: Value, site: NativeCall['site']): ArrayThing => {
  const values: Value[] = [];
  if (from instanceof Thing && !isIterableThing(from)) {
    const length = getProperty(call.machine, from, 'length');
    return newArray(call.machine, site, typeof length === 'number' ? length : 0, undefined);
  }
  if (from !== undefined)
    iterate(call.machine, from, site, (value) => {
      values.push(value);
      return true;
    });
  return arrayOf(call.machine, site, values);
};

const isIterableThing = (thing: Thing): boolean => !thing.fields.has('length');

const numberAt = (call: NativeCall, index: number, fallback: number): number => {
  const value = call.values[index];
  return typeof value === 'number' && !Number.isNaN(value) ? Math.trunc(value) : fallback;
};

const fromEnd = (position: number, length: number): number =>
  position < 0 ? Math.max(0, length + position) : Math.min(position, length);

/** Runs the callback for each element, or for those that stand for all. */
const eachElement = (
  call: NativeCall,
  visit: (result: Value, element: Value, index: number) => boolean,
): void => {
  const { machine, values, site } = call;
  const array = receiverOf(call);
  const [callback, thisValue] = values;
  forEachIndex(machine, array.length, (index) => {
    const element = array.elements.get(index);
    return visit(callValue(machine, callback, thisValue, [element, index, array], site), element, index);
  });
};

/** An array of which some elements have been computed. */
const sampledResult = (
  call: NativeCall,
  computed: ReadonlyMap<number, Value>,
  length: number,
): ArrayThing => {
  const result = call.result(() => newArray(call.machine, call.site, length));
  for (const [index, value] of computed) {
    result.elements.set(index, value);
    if (typeof value !== 'number') result.layout = 'tagged';
    else if (result.layout === 'smi' && !Number.isInteger(value)) result.layout = 'double';
    markEscaped(call.machine, value);
  }
  result.elements.sampled = computed.size < length;
  return result;
};

const map: Intrinsic = (call) => {
  const computed = new Map<number, Value>();
  eachElement(call, (result, _element, index) => {
    computed.set(index, result);
    return true;
  });
  return sampledResult(call, computed, receiverOf(call).length);
};

const filter: Intrinsic = (call) => {
  const kept: Value[] = [];
  let visited = 0;
  eachElement(call, (result, element) => {
    visited++;
    if (truth(result) !== false) kept.push(element);
    return true;
  });
  const { length } = receiverOf(call);
  return listResult(call, kept, visited === 0 ? 0 : Math.round((length * kept.length) / visited));
};

const reduce: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const array = receiverOf(call);
  const first = values.length > 1 ? 0 : 1;
  let result: Value = values.length > 1 ? values[1] : array.elements.get(0);
  forEachIndex(machine, Math.max(0, array.length - first), (index) => {
    result = callValue(
      machine,
      values[0],
      undefined,
      [result, array.elements.get(index + first), index + first, array],
      site,
    );
    return true;
  });
  return result;
};

/** Stops at the first element whose callback answers `wanted`. */
const search =
  (wanted: boolean, answer: (element: Value, index: number) => Value, otherwise: Value): Intrinsic =>
  (call) => {
    let found: Value = otherwise;
    eachElement(call, (result, element, index) => {
      const known = truth(result);
      if (known === null) {
        found =
          answer(element, index) === index
            ? SOME_NUMBER
            : typeof otherwise === 'boolean'
              ? SOME_BOOLEAN
              : element;
        return true;
      }
      if (known !== wanted) return true;
      found = answer(element, index);
      return false;
    });
    return found;
  };

const indexOfValue: Intrinsic = (call) => {
  const array = receiverOf(call);
  const [wanted] = call.values;
  if (wanted instanceof Unknown) return SOME_NUMBER;
  const index = array.elements.kept(array.length).indexOf(wanted);
  return index >= 0 || !array.elements.sampled ? index : SOME_NUMBER;
};

const sort: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const array = receiverOf(call);
  const [compare] = values;
  const { length } = array;
  if (isCallable(compare) && length > 1) {
    // A few comparisons stand for n·log2 n of them.
    const comparisons = Math.max(1, length * Math.log2(length) - length / 2);
    forEachIndex(machine, comparisons, (index) => {
      callValue(
        machine,
        compare,
        undefined,
        [array.elements.get(index % length), array.elements.get((index * 7 + 1) % length)],
        site,
      );
      return index < 2000;
    });
  }
  if (!array.elements.sampled && length <= 20_000) sortKept(call, array, compare);
  sweep(call, array, length);
  return array;
};

const sortKept = (call: NativeCall, array: ArrayThing, compare: Value): void => {
  const { machine, site } = call;
  const kept = array.elements.kept(array.length);
  const numbers = kept.every((value) => typeof value === 'number' || typeof value === 'string');
  const descending =
    isCallable(compare) &&
    numbers &&
    machine.silently(() =>
      truth(binary(machine, '>', callValue(machine, compare, undefined, [1, 2], site), 0)),
    ) === true;
  kept.sort((a, b) => {
    if (!isCallable(compare)) return String(textOf(a)) < String(textOf(b)) ? -1 : 1;
    if (numbers) return (Number(a) - Number(b)) * (descending ? -1 : 1);
    if (machine.exhausted) return 0;
    const order = machine.silently(() => callValue(machine, compare, undefined, [a, b], site));
    return typeof order === 'number' ? order : 0;
  });
  kept.forEach((value, index) => {
    array.elements.set(index, value);
  });
};

const sweep = (call: NativeCall, array: ArrayThing, length: number): void => {
  const { machine } = call;
  if (length === 0) return;
  for (const at of [0, Math.floor(length / 2), length - 1])
    machine.weighted(quantity(length / 3), () =>
      recordWrite(machine, array, at * BYTES.element, BYTES.element),
    );
};

const splice: Intrinsic = (call) => {
  const array = receiverOf(call);
  const start = fromEnd(numberAt(call, 0, 0), array.length);
  const count =
    call.values.length < 2
      ? array.length - start
      : Math.min(Math.max(0, numberAt(call, 1, 0)), array.length - start);
  const all = array.elements.kept(array.length);
  const removed = all.slice(start, start + count);
  const added = call.values.slice(2);
  if (!array.elements.sampled) {
    const after = [...all.slice(0, start), ...added, ...all.slice(start + count)];
    array.elements.truncate(0);
    const before = array.length;
    array.length = Math.min(before, after.length);
    after.forEach((value, index) => {
      if (index < array.length) array.elements.set(index, value);
      else setElement(call.machine, array, index, value);
    });
    array.length = after.length;
  } else array.length = Math.max(0, array.length - count + added.length);
  sweep(call, array, Math.max(0, array.length - start));
  for (const value of added)
    keepReachable(
      call.machine,
      recordWrite(call.machine, array, start * BYTES.element, BYTES.element),
      value,
    );
  return listResult(call, removed, count);
};

const shift: Intrinsic = (call) => {
  const array = receiverOf(call);
  if (array.length === 0) return undefined;
  const first = array.elements.get(0);
  const rest = array.elements.kept(array.length).slice(1);
  array.length -= 1;
  array.elements.truncate(0);
  rest.forEach((value, index) => {
    array.elements.set(index, value);
  });
  call.machine.effects++;
  // V8 moves the array's start instead of its elements (left trimming).
  recordWrite(call.machine, array, 0, BYTES.field);
  return first;
};

const unshift: Intrinsic = (call) => {
  const array = receiverOf(call);
  const rest = array.elements.kept(array.length);
  for (const value of call.values) push(call.machine, array, value);
  [...call.values, ...rest].forEach((value, index) => {
    array.elements.set(index, value);
  });
  sweep(call, array, array.length);
  return array.length;
};

const slice: Intrinsic = (call) => {
  const array = receiverOf(call);
  const start = fromEnd(numberAt(call, 0, 0), array.length);
  const end = fromEnd(numberAt(call, 1, array.length), array.length);
  return copyOf(call, array, start, Math.max(0, end - start));
};

const copyOf = (call: NativeCall, array: ArrayThing, start: number, length: number): ArrayThing => {
  const kept = array.elements.kept(array.length).slice(start, start + length);
  const copy = listResult(call, kept, length);
  copy.elements.fallback = array.elements.fallback;
  copy.layout = array.layout;
  return copy;
};

const concat: Intrinsic = (call) => {
  const array = receiverOf(call);
  const parts = call.values.map((value) => (value instanceof ArrayThing ? value : null));
  const length = parts.reduce((sum, part) => sum + (part?.length ?? 1), array.length);
  const kept = [
    ...array.elements.kept(array.length),
    ...parts.flatMap((part, index) => (part ? part.elements.kept(part.length) : [call.values[index]])),
  ];
  return listResult(call, kept, length);
};

const join: Intrinsic = (call) => {
  const array = receiverOf(call);
  const separator = call.values[0] === undefined ? ',' : (textOf(call.values[0]) ?? ',');
  const kept = array.elements.kept(array.length);
  const parts = kept.map((value) => (value === null || value === undefined ? '' : textOf(value)));
  if (
    !array.elements.sampled &&
    array.length <= 20_000 &&
    !parts.includes(null) &&
    kept.length === array.length
  )
    return parts.join(separator);
  const known = parts.filter((part) => part !== null);
  const mean = known.length > 0 ? known.reduce((sum, part) => sum + part.length, 0) / known.length : 10;
  return stringOfLength(quantity(array.length * (mean + separator.length)));
};

const fill: Intrinsic = (call) => {
  const { receiver } = call;
  if (!(receiver instanceof ArrayThing)) return receiver;
  const start = fromEnd(numberAt(call, 1, 0), receiver.length);
  const end = fromEnd(numberAt(call, 2, receiver.length), receiver.length);
  const [value] = call.values;
  if (start === 0 && end === receiver.length) receiver.elements.fill(value);
  else
    for (let index = start; index < Math.min(end, start + 1000); index++) receiver.elements.set(index, value);
  if (typeof value !== 'number') receiver.layout = 'tagged';
  markEscaped(call.machine, value);
  sweep(call, receiver, end - start);
  call.machine.compute((end - start) * 0.4);
  return receiver;
};

const reverse: Intrinsic = (call) => {
  const array = receiverOf(call);
  const kept = array.elements.kept(array.length).reverse();
  kept.forEach((value, index) => {
    array.elements.set(index, value);
  });
  sweep(call, array, array.length);
  return array;
};

const flat: Intrinsic = (call) => {
  const array = receiverOf(call);
  const kept = array.elements.kept(array.length);
  const values = kept.flatMap((value) =>
    value instanceof ArrayThing ? value.elements.kept(value.length) : [value],
  );
  const scale = kept.length > 0 ? array.length / kept.length : 1;
  const length =
    kept.reduce<number>((sum, value) => sum + (value instanceof ArrayThing ? value.length : 1), 0) * scale;
  return listResult(call, values, Math.round(length));
};

const from: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const [source, callback] = values;
  const computed = new Map<number, Value>();
  let length = 0;
  const take = (value: Value, index: number): boolean => {
    computed.set(
      index,
      isCallable(callback) ? callValue(machine, callback, undefined, [value, index], site) : value,
    );
    return true;
  };
  const given =
    source instanceof Thing && source.fields.has('length') ? source.fields.get('length') : undefined;
  if (typeof given === 'number') {
    length = given;
    if (isCallable(callback)) forEachIndex(machine, length, (index) => take(undefined, index));
  } else {
    const before = machine.weight.likely;
    traverse(machine, source, site, (value) => {
      const result = take(value, computed.size);
      length += before > 0 ? machine.weight.likely / before : 1;
      return result;
    });
  }
  return sampledResult(call, computed, Math.round(length));
};

const construct: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const [length] = values;
  if (values.length !== 1) return arrayOf(machine, site, values);
  if (typeof length === 'number') return newArray(machine, site, length);
  if (length instanceof Unknown) return newArray(machine, site, Math.round(length.estimate?.likely ?? 100));
  return arrayOf(machine, site, values);
};

/** Iterators over arrays hand over what the array holds. */
const entries: Intrinsic = (call) => {
  const array = receiverOf(call);
  const kept = array.elements.kept(array.length);
  return call.machine.silently(() =>
    arrayOf(
      call.machine,
      call.site,
      kept.map((value, index) => arrayOf(call.machine, call.site, [index, value])),
      array.length,
    ),
  );
};

export const ARRAY_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['Array', construct],
  ['Array.from', from],
  ['Array.of', (call) => listResult(call, call.values)],
  [
    'Array.isArray',
    ({ values: [value] }) => (value instanceof Unknown ? SOME_BOOLEAN : value instanceof ArrayThing),
  ],
  [
    'Array.prototype.push',
    (call) => {
      const array = receiverOf(call);
      for (const value of call.values) push(call.machine, array, value);
      return array.length;
    },
  ],
  ['Array.prototype.pop', (call) => pop(call.machine, receiverOf(call))],
  ['Array.prototype.shift', shift],
  ['Array.prototype.unshift', unshift],
  ['Array.prototype.slice', slice],
  ['Array.prototype.splice', splice],
  ['Array.prototype.concat', concat],
  ['Array.prototype.join', join],
  ['Array.prototype.toString', join],
  ['Array.prototype.reverse', reverse],
  ['Array.prototype.fill', fill],
  ['Array.prototype.sort', sort],
  ['Array.prototype.map', map],
  ['Array.prototype.flatMap', (call) => flat({ ...call, receiver: map(call) })],
  ['Array.prototype.flat', flat],
  ['Array.prototype.filter', filter],
  [
    'Array.prototype.forEach',
    (call) => {
      eachElement(call, () => true);
      return undefined;
    },
  ],
  ['Array.prototype.reduce', reduce],
  ['Array.prototype.reduceRight', reduce],
  ['Array.prototype.some', search(true, () => true, false)],
  ['Array.prototype.every', search(false, () => false, true)],
  ['Array.prototype.find', search(true, (element) => element, undefined)],
  ['Array.prototype.findLast', search(true, (element) => element, undefined)],
  ['Array.prototype.findIndex', search(true, (_element, index) => index, -1)],
  ['Array.prototype.indexOf', indexOfValue],
  ['Array.prototype.lastIndexOf', indexOfValue],
  [
    'Array.prototype.includes',
    (call) => {
      const index = indexOfValue(call);
      return typeof index === 'number' ? index >= 0 : SOME_BOOLEAN;
    },
  ],
  [
    'Array.prototype.at',
    (call) => {
      const array = receiverOf(call);
      const at = numberAt(call, 0, 0);
      return array.length === 0 ? undefined : array.elements.get(at < 0 ? array.length + at : at);
    },
  ],
  ['Array.prototype.entries', entries],
  ['Array.prototype.values', (call) => receiverOf(call)],
  [
    'Array.prototype.keys',
    (call) =>
      call.machine.silently(() =>
        arrayOf(
          call.machine,
          call.site,
          receiverOf(call)
            .elements.kept(1e6)
            .map((_value, index) => index),
        ),
      ),
  ],
  ['Array.prototype.@@iterator', (call) => (call.receiver instanceof ArrayThing ? call.receiver : UNKNOWN)],
];
