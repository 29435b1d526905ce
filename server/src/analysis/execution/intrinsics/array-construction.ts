import { callValue } from '../calls/calls.ts';
import { gathering, listResult, type NativeCall } from '../calls/native-call.ts';
import { arrayOfCount, UNKNOWN_LENGTH } from '../calls/synthesis.ts';
import { setCount, ValueCount } from '../heap/array-count.ts';
import { arrayOf, newArray } from '../heap/arrays.ts';
import { markEscaped } from '../heap/heap.ts';
import { traverse } from '../language/iteration.ts';
import { forEachIndex } from '../loops/sampling.ts';
import { ArrayThing, isCallable, SOME_BOOLEAN, Thing, Unknown, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** An array of which some elements have been computed. */
export const sampledResult = (
  call: NativeCall,
  computed: ReadonlyMap<number, Value>,
  length: number,
): ArrayThing => {
  const result = call.result(() => newArray(call.machine, call.site, length));
  result.elements.sampled = computed.size < length;
  for (const [index, value] of computed) {
    result.elements.setApart(index, value);
    if (typeof value !== 'number') result.layout = 'tagged';
    else if (result.layout === 'smi' && !Number.isInteger(value)) result.layout = 'double';
    markEscaped(call.machine, value);
  }
  return result;
};

const from: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const [source, callback] = values;
  const computed = new Map<number, Value>();
  const elements = new ValueCount(machine);
  const gathered = gathering(call, () => computed.values());
  const take = (value: Value, index: number): boolean => {
    computed.set(
      index,
      isCallable(callback) ? callValue(machine, callback, undefined, [value, index], site) : value,
    );
    gathered.note();
    elements.note();
    return true;
  };
  const given =
    source instanceof Thing && source.fields.has('length') ? source.fields.get('length') : undefined;
  machine.roots.keeping(gathered, () => {
    if (typeof given === 'number') {
      if (isCallable(callback)) forEachIndex(machine, given, (index) => take(undefined, index));
    } else traverse(machine, source, site, (value) => take(value, computed.size));
  });
  if (typeof given === 'number') return sampledResult(call, computed, given);
  return setCount(sampledResult(call, computed, Math.round(elements.count.likely)), elements.count);
};

const construct: Intrinsic = (call) => {
  const { machine, values, site } = call;
  const [length] = values;
  if (values.length !== 1) return arrayOf(machine, site, values);
  if (typeof length === 'number') return newArray(machine, site, length);
  if (length instanceof Unknown)
    return arrayOfCount(machine, site, length.estimate ?? UNKNOWN_LENGTH, undefined);
  return arrayOf(machine, site, values);
};

export const ARRAY_CONSTRUCTION: readonly (readonly [string, Intrinsic])[] = [
  ['Array', construct],
  ['Array.from', from],
  ['Array.of', (call) => listResult(call, call.values)],
  [
    'Array.isArray',
    ({ values: [value] }) => (value instanceof Unknown ? SOME_BOOLEAN : value instanceof ArrayThing),
  ],
];
