import { type Quantity, scale } from '../../effects/quantity.ts';
import type { Machine } from '../run/machine.ts';
import { type BytesThing, Unknown, type Value } from '../values/value.ts';
import { viewOf } from './bytes.ts';

const MEMBERS: ReadonlySet<string> = new Set(['length', 'byteLength', 'byteOffset', 'buffer']);

export const isBytesMember = (key: Value): key is string => typeof key === 'string' && MEMBERS.has(key);

/** What a typed array, a `Buffer`, a `DataView` or an `ArrayBuffer` says of the memory it shows. */
export const memberOfBytes = (machine: Machine, bytes: BytesThing, name: string): Value => {
  const isBuffer = /ArrayBuffer$/.test(bytes.type);
  switch (name) {
    case 'length':
      return isBuffer || bytes.type === 'DataView' ? undefined : counted(bytes.length, 1, name);
    case 'byteLength':
      return counted(bytes.length, bytes.elementBytes, name);
    case 'byteOffset':
      return isBuffer ? undefined : bytes.offset;
    case 'buffer':
      return isBuffer ? undefined : machine.silently(() => bufferOf(machine, bytes));
    default:
      return undefined;
  }
};

const counted = (length: number | Quantity, unitBytes: number, name: string): Value =>
  typeof length === 'number' ? length * unitBytes : new Unknown('number', scale(length, unitBytes), name);

/** All of the memory that a view shows a part of. */
const bufferOf = (machine: Machine, bytes: BytesThing): BytesThing =>
  viewOf(machine, machine.node.site, bytes, { type: 'ArrayBuffer', length: bytes.store.bytes, offset: 0 });
