import { type Quantity, quantity } from '../../effects/quantity.ts';
import { likelyLength } from '../bytes.ts';
import { inputBytes, sizeNow } from '../input-files.ts';
import type { NativeCall } from '../native-call.ts';
import type { OpenFile } from '../open-files.ts';
import { BytesThing, Thing, Unknown, type Value } from '../value.ts';
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

const open: Intrinsic = ({ machine, values: [path, flags] }) =>
  machine.files.open(path, typeof flags === 'string' ? flags : 'r', {
    weight: machine.weight.likely,
    steps: machine.steps,
  });

const close: Intrinsic = ({ machine, values: [descriptor] }) => {
  machine.files.close(descriptor);
  return undefined;
};

/** Where in its buffer a call of `read` or `write` begins, how many bytes it asks for, and from where in the file: from where it stands, `null`. */
interface Transfer {
  readonly bytes: number | null;
  readonly position: number | null;
}

const transferOf = ({ values: [, data, second, length, position] }: NativeCall): Transfer => {
  const options = second instanceof Thing ? second.fields : null;
  const whole = bytesOf(data);
  const offset = numberIn(options ? options.get('offset') : second) ?? 0;
  const asked = options ? options.get('length') : length;
  return {
    bytes: numberIn(asked) ?? (asked instanceof Unknown || whole === null ? null : whole - offset),
    position: numberIn(options ? options.get('position') : position),
  };
};

/** As many bytes as are left, at most those asked for. */
const read: Intrinsic = (call) => {
  const { machine, values, typical } = call;
  const file = machine.files.opened(values[0]);
  const { bytes, position } = transferOf(call);
  if (!file || bytes === null) return typical();
  const size = file.content.bytes ?? inputBytes(machine, 'fs.readSync', file.path)?.likely ?? null;
  if (size === null) return typical();
  const count = Math.max(0, Math.min(bytes, size - (position ?? file.position)));
  if (position === null) {
    file.position = Math.min(size, file.position + count * repeated(call, file));
    file.reads++;
    machine.files.latestRead = { file, size };
  }
  return count;
};

const write: Intrinsic = (call) => {
  const { machine, values, typical } = call;
  const file = machine.files.opened(values[0]);
  const data = values[1];
  // Of a text, what follows is where it goes, and its encoding.
  const { bytes, position } =
    data instanceof BytesThing ? transferOf(call) : { bytes: bytesOf(data), position: numberIn(values[2]) };
  if (file && file.content.bytes !== null && bytes !== null) {
    const end = (position ?? file.position) + bytes * (position === null ? repeated(call, file) : 1);
    file.content.bytes = Math.max(file.content.bytes, end);
    if (position === null) file.position = end;
  }
  return bytes ?? typical();
};

/** Of a file written or read as a whole: what it holds from then on. */
const noting =
  (note: (call: NativeCall) => void): Intrinsic =>
  (call) => {
    note(call);
    return call.typical();
  };

const replace = noting(({ machine, values: [path, data] }) => {
  const bytes = bytesOf(data);
  if (bytes === null) machine.files.remove(path);
  else machine.files.replace(path, bytes);
});

const append = noting(({ machine, values: [path, data] }) => {
  const bytes = bytesOf(data);
  if (bytes === null) machine.files.remove(path);
  else machine.files.append(path, bytes);
});

const rename = noting(({ machine, values: [from, to] }) => machine.files.rename(from, to));

const remove = noting(({ machine, values: [path] }) => machine.files.remove(path));

const withSize = (stats: Value, size: Quantity | null): Value => {
  if (stats instanceof Thing && size) stats.setOwn('size', Math.round(size.likely));
  return stats;
};

const statOfPath: Intrinsic = ({ machine, values: [path], typical }) =>
  withSize(typical(), sizeNow(machine, path));

const statOfOpen: Intrinsic = ({ machine, values: [descriptor], typical }) => {
  const file = machine.files.opened(descriptor);
  const written = file?.content.bytes ?? null;
  if (written !== null) return withSize(typical(), quantity(written));
  return file ? withSize(typical(), sizeNow(machine, file.path)) : typical();
};

/** The synchronous one and those of promises. Of one that calls back the table says all. */
const waysOf = (name: string, does: Intrinsic): readonly (readonly [string, Intrinsic])[] => [
  [`fs.${name}Sync`, does],
  [`fs.promises.${name}`, does],
  [`fs/promises.${name}`, does],
];

export const OPEN_FILES_INTRINSICS: readonly (readonly [string, Intrinsic])[] = [
  ['fs.openSync', open],
  ['fs.closeSync', close],
  ['fs.readSync', read],
  ['fs.writeSync', write],
  ['fs.statSync', statOfPath],
  ['fs.fstatSync', statOfOpen],
  ...waysOf('writeFile', replace),
  ...waysOf('appendFile', append),
  ...waysOf('rename', rename),
  ...waysOf('unlink', remove),
  ...waysOf('rm', remove),
];
