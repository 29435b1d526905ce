import { quantity } from '../../effects/quantity.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { BYTES } from '../costs/operation-costs.ts';
import { arrayOf, newArray } from '../heap/arrays.ts';
import { asMayBeFilled } from '../heap/empty-collections.ts';
import { recordWrite } from '../heap/heap.ts';
import { iterate } from '../language/iteration.ts';
import { getProperty } from '../language/properties.ts';
import { ArrayThing, Thing, type Value } from '../values/value.ts';

/** The receiver as an array; array-likes and unknown values are copied into one. */
export const receiverOf = (call: NativeCall): ArrayThing => {
  const { machine, receiver, site } = call;
  if (receiver instanceof ArrayThing) return receiver;
  return machine.silently(() =>
    collect(call, receiver instanceof Thing || typeof receiver === 'string' ? receiver : undefined, site),
  );
};

/** The same to go over, with what may be in it. */
export const visitedOf = (call: NativeCall): ArrayThing => asMayBeFilled(call.machine, receiverOf(call));

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

export const numberAt = (call: NativeCall, index: number, fallback: number): number => {
  const value = call.values[index];
  return typeof value === 'number' && !Number.isNaN(value) ? Math.trunc(value) : fallback;
};

export const fromEnd = (position: number, length: number): number =>
  position < 0 ? Math.max(0, length + position) : Math.min(position, length);

export const sweep = (call: NativeCall, array: ArrayThing, length: number): void => {
  const { machine } = call;
  if (length === 0) return;
  for (const at of [0, Math.floor(length / 2), length - 1])
    machine.weighted(quantity(length / 3), () =>
      recordWrite(machine, array, at * BYTES.element, BYTES.element),
    );
};
