import { listResult } from '../calls/native-call.ts';
import { BYTES, LARGE_OBJECT_BYTES, NANOSECONDS } from '../costs/operation-costs.ts';
import { pop, push, setElement, shorten } from '../heap/arrays.ts';
import { mayBeFilled, noteTaken } from '../heap/empty-collections.ts';
import { keepReachable, markEscaped, recordWrite } from '../heap/heap.ts';
import { MOVED_A_STEP } from '../values/elements.ts';
import { ArrayThing, UNKNOWN } from '../values/value.ts';
import { fromEnd, numberAt, receiverOf, sweep } from './array-elements.ts';
import type { Intrinsic } from './index.ts';

const splice: Intrinsic = (call) => {
  const array = receiverOf(call);
  const start = fromEnd(numberAt(call, 0, 0), array.length);
  const count =
    call.values.length < 2
      ? array.length - start
      : Math.min(Math.max(0, numberAt(call, 1, 0)), array.length - start);
  const all = array.elements.kept(array.length);
  call.machine.spend(Math.floor(all.length / MOVED_A_STEP));
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
      array,
      recordWrite(call.machine, array, start * BYTES.element, BYTES.element),
      value,
    );
  if (count > 0) noteTaken(call.machine, array);
  return listResult(call, removed, count);
};

/** Moving memory in a cache, nanoseconds a byte. Node 20: 39 µs for each `shift` of an array of 200,000 elements. */
const MOVED_BYTE_NANOSECONDS = 0.024;

const shift: Intrinsic = (call) => {
  const { machine } = call;
  const array = receiverOf(call);
  if (array.length === 0) return mayBeFilled(machine, array) ? UNKNOWN : undefined;
  const first = array.elements.get(0);
  if (array.toCome === 0 || array.length > 1) array.elements.shift();
  shorten(machine, array);
  machine.effects++;
  machine.compute(NANOSECONDS.shift);
  const bytes = BYTES.element * array.length;
  if (bytes > LARGE_OBJECT_BYTES) {
    machine.compute(bytes * MOVED_BYTE_NANOSECONDS);
    sweep(call, array, array.length);
  }
  // V8 moves the array's start instead of its elements (left trimming), except in large-object space: `Heap::CanMoveObjectStart`.
  else recordWrite(machine, array, 0, BYTES.field);
  return first;
};

const unshift: Intrinsic = (call) => {
  const array = receiverOf(call);
  const rest = array.elements.kept(array.length);
  call.machine.spend(Math.floor(rest.length / MOVED_A_STEP));
  for (const value of call.values) push(call.machine, array, value);
  [...call.values, ...rest].forEach((value, index) => {
    array.elements.set(index, value);
  });
  sweep(call, array, array.length);
  return array.length;
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

export const ARRAY_CHANGES: readonly (readonly [string, Intrinsic])[] = [
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
  ['Array.prototype.splice', splice],
  ['Array.prototype.fill', fill],
];
