import type { ResultShape } from '../effects/effect.ts';
import type { Quantity } from '../effects/quantity.ts';
import { argument, buffer, instance, integer, sweeps, takes, text, UNDEFINED } from './effect-builders.ts';
import { creates, streamOfFile } from './events-and-streams.ts';
import {
  awaited,
  bytesRead,
  bytesWritten,
  REREAD_NANOSECONDS_PER_BYTE,
  WRITE_NANOSECONDS_PER_BYTE,
} from './files.ts';
import type { KnownCall } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, bytesOf, fileBytes, isGiven, numberOf } from './sizes.ts';

/** Files opened with `fs.promises.open`; which one a handle is of, and how far it has got, the executor knows. */

const row = (source: string, does: KnownRow['does']): KnownRow => ({ source, does });

const small = (result: ResultShape): KnownRow =>
  row('estimate: one system call on the thread pool', () => awaited(result));

/** Bytes that `read` or `write` moves between the file and its first argument; options may stand in the place of an offset. */
const transferred = (call: KnownCall): Quantity => {
  const options = argumentOf(call, 1);
  const length = isGiven(options.field('length')) ? options.field('length') : argumentOf(call, 2);
  return numberOf(length, bytesOf(argumentOf(call, 0)));
};

const BYTES_HANDLED: ResultShape = { kind: 'same', as: argument(0) };

const writing = row('estimate: as fs.writeFile', (call) => awaited(UNDEFINED, ...bytesWritten(call, 0)));

export const fileHandles: KnownTable = {
  // In place of the number that the other ways of opening one give (files.ts).
  ...family('', ['fs.promises.open', 'fs/promises.open'], small(instance('FileHandle'))),
  'FileHandle.prototype.read': row(
    'row "fs.readSync 64KB into one reused buffer": the buffer\'s pages and no others; an object for the answer',
    (call) => {
      const size = transferred(call);
      const result: ResultShape = {
        kind: 'object',
        fields: { bytesRead: integer(size), buffer: BYTES_HANDLED },
      };
      return awaited(result, sweeps(argument(0), size), takes(REREAD_NANOSECONDS_PER_BYTE, size));
    },
  ),
  'FileHandle.prototype.write': row('estimate: copied by the kernel, 0.4 ns a byte', (call) => {
    const size = transferred(call);
    const result: ResultShape = {
      kind: 'object',
      fields: { bytesWritten: integer(size), buffer: BYTES_HANDLED },
    };
    return awaited(result, takes(WRITE_NANOSECONDS_PER_BYTE, size));
  }),
  'FileHandle.prototype.readFile': row('as fs.promises.readFile', (call) => {
    const size = fileBytes(call);
    const isText = argumentOf(call, 0).kind === 'string' || isGiven(argumentOf(call, 0).field('encoding'));
    const known = call.fileText?.() ?? null;
    return awaited(isText ? text(size, known) : buffer(size, known), ...bytesRead(size, isText));
  }),
  'FileHandle.prototype.writeFile': writing,
  'FileHandle.prototype.appendFile': writing,
  'FileHandle.prototype.stat': small(instance('Stats')),
  'FileHandle.prototype.sync': small(UNDEFINED),
  'FileHandle.prototype.datasync': small(UNDEFINED),
  'FileHandle.prototype.truncate': small(UNDEFINED),
  'FileHandle.prototype.close': small(UNDEFINED),
  'FileHandle.prototype.createReadStream': row('as fs.createReadStream', (call) =>
    streamOfFile(call, 'ReadStream', argumentOf(call, 0)),
  ),
  'FileHandle.prototype.readLines': row('as fs.createReadStream, read line by line', (call) =>
    streamOfFile(call, 'Interface', argumentOf(call, 0)),
  ),
  'FileHandle.prototype.createWriteStream': creates('WriteStream'),
};
