import type { Quantity } from '../../effects/quantity.ts';
import type { NativeCall } from '../calls/native-call.ts';
import { likelyLength } from '../heap/bytes.ts';
import { inputBytes, sizeNow } from '../host/input-files.ts';
import type { OpenFile } from '../host/open-files.ts';
import { BytesThing, PromiseThing, Thing, Unknown, type Value } from '../values/value.ts';
import type { Intrinsic } from './index.ts';

/** Files that a program opens, writes and reads piece by piece: how far it has got, and so when it is through. */

/** How many executions the present one stands for, of each that opened the file. */
const repeated = ({ machine }: NativeCall, file: OpenFile): number =>
  machine.weight.likely / Math.max(file.weight, Number.MIN_VALUE);

const numberIn = (value: Value): number | null => (typeof value === 'number' ? value : null);

/** Bytes of what is written; a character is one byte in UTF-8. `null`: nobody can tell. */
const bytesOf = (value: Value): number | null => {
  if (value instanceof BytesThing) return likelyLength(value) * value.elementBytes;
  if (typeof value === 'string') return value.length;
  return value instanceof Unknown && value.type === 'string' ? (value.estimate?.likely ?? null) : null;
};

const openedBy = ({ machine, values: [path, flags] }: NativeCall): number =>
  machine.files.open(path, typeof flags === 'string' ? flags : 'r', {
    weight: machine.weight.likely,
    steps: machine.steps,
  });

const close: Intrinsic = ({ machine, values: [descriptor] }) => {
  machine.files.close(descriptor);
  return undefined;
};

/** How many bytes a call of `read` or `write` is to move, and from where in the file; from where it stands, `null`. */
interface Transfer {
  readonly bytes: number | null;
  readonly position: number | null;
}

/** Of the arguments after the file. */
const transferOf = ([data, second, length, position]: readonly Value[]): Transfer => {
  // Of a text, what follows is where it goes, and its encoding.
  if (!(data instanceof BytesThing)) return { bytes: bytesOf(data), position: numberIn(second) };
  const options = second instanceof Thing ? second.fields : null;
  const whole = likelyLength(data) * data.elementBytes;
  const offset = numberIn(options ? options.get('offset') : second) ?? 0;
  const asked = options ? options.get('length') : length;
  return {
    bytes: numberIn(asked) ?? (asked instanceof Unknown ? null : whole - offset),
    position: numberIn(options ? options.get('position') : position),
  };
};

/** As many bytes as are left, at most those asked for; `null`: nobody can tell. */
const readFrom = (
  call: NativeCall,
  file: OpenFile,
  { bytes, position }: Transfer,
  symbol: string,
): number | null => {
  const { machine } = call;
  const size = file.content.bytes ?? inputBytes(machine, symbol, file.path)?.likely ?? null;
  if (bytes === null || size === null) return null;
  const count = Math.max(0, Math.min(bytes, size - (position ?? file.position)));
  if (position === null) {
    file.position = Math.min(size, file.position + count * repeated(call, file));
    file.reads++;
    machine.files.latestRead = { file, size };
  }
  return count;
};

const writeTo = (call: NativeCall, file: OpenFile, { bytes, position }: Transfer): void => {
  if (file.content.bytes === null || bytes === null) return;
  const end = (position ?? file.position) + bytes * (position === null ? repeated(call, file) : 1);
  file.content.bytes = Math.max(file.content.bytes, end);
  if (position === null) file.position = end;
};

const read: Intrinsic = (call) => {
  const [descriptor, ...rest] = call.values;
  const file = call.machine.files.opened(descriptor);
  return (file && readFrom(call, file, transferOf(rest), 'fs.readSync')) ?? call.typical();
};

const write: Intrinsic = (call) => {
  const [descriptor, ...rest] = call.values;
  const file = call.machine.files.opened(descriptor);
  const transfer = transferOf(rest);
  if (file) writeTo(call, file, transfer);
  return transfer.bytes ?? call.typical();
};

/** Puts what only the run knows into what a call promises. */
const promising = (call: NativeCall, name: string, value: Value | null): Value => {
  const promise = call.typical();
  if (value !== null && promise instanceof PromiseThing && promise.value instanceof Thing)
    promise.value.setOwn(name, value);
  return promise;
};

const openHandle: Intrinsic = (call) => promising(call, 'fd', openedBy(call));

const readHandle: Intrinsic = (call) => {
  const file = call.machine.files.openedAs(call.receiver);
  return promising(
    call,
    'bytesRead',
    file ? readFrom(call, file, transferOf(call.values), 'FileHandle.read') : null,
  );
};

const writeHandle: Intrinsic = (call) => {
  const file = call.machine.files.openedAs(call.receiver);
  const transfer = transferOf(call.values);
  if (file) writeTo(call, file, transfer);
  return promising(call, 'bytesWritten', transfer.bytes);
};

/** Of a file written or read as a whole: what it holds from then on. */
const noting =
  (note: (call: NativeCall) => void): Intrinsic =>
  (call) => {
    note(call);
    return call.typical();
  };

const putting = (put: 'replace' | 'append'): Intrinsic =>
  noting(({ machine: { files }, values: [path, data] }) => {
    const bytes = bytesOf(data);
    if (bytes === null) files.remove(path);
    else files[put](path, bytes);
  });

const rename = noting(({ machine, values: [from, to] }) => machine.files.rename(from, to));

const remove = noting(({ machine, values: [path] }) => machine.files.remove(path));

const sizeOf = ({ machine }: NativeCall, file: OpenFile | undefined): number | null => {
  if (!file) return null;
  return file.content.bytes ?? rounded(sizeNow(machine, file.path));
};

const rounded = (size: Quantity | null): number | null => (size ? Math.round(size.likely) : null);

const withSize = (stats: Value, size: number | null): Value => {
  if (stats instanceof Thing && size !== null) stats.setOwn('size', size);
  return stats;
};

/** The synchronous one and those of promises. Of one that calls back the table says all. */
const waysOf = (name: string, does: Intrinsic): readonly (readonly [string, Intrinsic])[] => [
  [`fs.${name}Sync`, does],
  [`fs.promises.${name}`, does],
  [`fs/promises.${name}`, does],
];

export const OPEN_FILES_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['fs.openSync', openedBy],
  ['fs.closeSync', close],
  ['fs.readSync', read],
  ['fs.writeSync', write],
  [
    'fs.statSync',
    ({ machine, values: [path], typical }) => withSize(typical(), rounded(sizeNow(machine, path))),
  ],
  [
    'fs.fstatSync',
    (call) => withSize(call.typical(), sizeOf(call, call.machine.files.opened(call.values[0]))),
  ],
  ['fs.promises.open', openHandle],
  ['fs/promises.open', openHandle],
  ['FileHandle.prototype.read', readHandle],
  ['FileHandle.prototype.write', writeHandle],
  [
    'FileHandle.prototype.stat',
    (call) => promising(call, 'size', sizeOf(call, call.machine.files.openedAs(call.receiver))),
  ],
  ...waysOf('writeFile', putting('replace')),
  ...waysOf('appendFile', putting('append')),
  ...waysOf('rename', rename),
  ...waysOf('unlink', remove),
  ...waysOf('rm', remove),
];
