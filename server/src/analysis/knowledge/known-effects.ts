import { arrayCallbacks } from './array-callbacks.ts';
import { arrays } from './arrays.ts';
import { buffers } from './buffers.ts';
import { collections } from './collections.ts';
import { cryptoAndCompression } from './crypto-and-compression.ts';
import { datagrams } from './datagrams.ts';
import { eventsAndStreams } from './events-and-streams.ts';
import { fileHandles } from './file-handles.ts';
import { files } from './files.ts';
import type { KnownEffectLookup } from './known-effect.ts';
import type { KnownRow } from './known-table.ts';
import { networkAndProcesses } from './network-and-processes.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { processAndTools } from './process-and-tools.ts';
import { promises } from './promises.ts';
import { strings } from './strings.ts';
import { typedArrays } from './typed-arrays.ts';
import { webAddresses } from './web-addresses.ts';

/** Every library function whose effect is known, by qualified symbol. */
export const KNOWN_ROWS: ReadonlyMap<string, KnownRow> = new Map(
  Object.entries({
    ...numbers,
    ...strings,
    ...objects,
    ...arrays,
    ...arrayCallbacks,
    ...collections,
    ...promises,
    ...typedArrays,
    ...buffers,
    ...files,
    ...fileHandles,
    ...cryptoAndCompression,
    ...eventsAndStreams,
    ...networkAndProcesses,
    ...datagrams,
    ...processAndTools,
    ...webAddresses,
  }),
);

/**
 * Classes that take their methods from another one when they have no row of their own: `Socket.prototype.on` is
 * `EventEmitter.prototype.on`, `Uint8Array.prototype.fill` is `TypedArray.prototype.fill`.
 */
const BASES: Readonly<Record<string, string>> = {
  Buffer: 'TypedArray',
  ReadStream: 'Readable',
  WriteStream: 'Writable',
  IncomingMessage: 'Readable',
  ServerResponse: 'OutgoingMessage',
  OutgoingMessage: 'Writable',
  ClientRequest: 'Writable',
  Socket: 'Duplex',
  Transform: 'Duplex',
  PassThrough: 'Transform',
  Duplex: 'Readable',
  Readable: 'Stream',
  Writable: 'Stream',
  Stream: 'EventEmitter',
  Server: 'EventEmitter',
  HttpServer: 'Server',
  Worker: 'EventEmitter',
  MessagePort: 'EventEmitter',
  ChildProcess: 'EventEmitter',
  FSWatcher: 'EventEmitter',
  Interface: 'EventEmitter',
  DatagramSocket: 'EventEmitter',
  Decipher: 'Cipher',
  Hash: 'Transform',
  Unzip: 'Transform',
};

const TYPED_ARRAY = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;

const baseOf = (className: string): string | undefined =>
  TYPED_ARRAY.test(className) ? 'TypedArray' : BASES[className];

const MEMBER = /^(\w+)\.(prototype\.)?(.+)$/;

const rowOf = (symbol: string): KnownRow | undefined => {
  const row = KNOWN_ROWS.get(symbol);
  if (row !== undefined) return row;
  const [, className, prototype = '', member] = MEMBER.exec(symbol) ?? [];
  const base = className === undefined ? undefined : baseOf(className);
  return base === undefined ? undefined : rowOf(`${base}.${prototype}${member}`);
};

export const knownEffect: KnownEffectLookup = (symbol) => rowOf(symbol)?.does;
